package io.continuum.webhooks.cdk;

import java.util.List;
import software.amazon.awscdk.services.dynamodb.Attribute;
import software.amazon.awscdk.services.dynamodb.AttributeType;
import software.amazon.awscdk.services.dynamodb.BillingMode;
import software.amazon.awscdk.services.dynamodb.GlobalSecondaryIndexProps;
import software.amazon.awscdk.services.dynamodb.ITable;
import software.amazon.awscdk.services.dynamodb.PointInTimeRecoverySpecification;
import software.amazon.awscdk.services.dynamodb.ProjectionType;
import software.amazon.awscdk.services.dynamodb.Table;
import software.amazon.awscdk.services.dynamodb.TableAttributes;
import software.constructs.Construct;

/**
 * The two tables, as docs/adr/0001-data-model.md has them and as {@code lambda/dynamodb/Tables} makes them on a machine
 * of one's own. In production they outlive the stack. Restored ones take their place where the configuration names them; what
 * such a table is and has is nothing of the stack's then.
 */
public final class Storage extends Construct {
    /** Index of the table of webhooks: what the maintenance function must look at. */
    static final String WAKE = "wake";

    /** Index of the table of deliveries: dead letters of a tenant. */
    static final String DEAD = "dead";

    /** Index of the table of deliveries: events of a user. */
    static final String SUBJECT = "subject";

    private final ITable webhooks;
    private final ITable deliveries;

    Storage(Construct scope, String id, Configuration.Stage stage) {
        super(scope, id);
        Configuration.Restored restored = stage.restored();
        this.webhooks = restored.webhooksTable().isEmpty()
                ? webhooks(stage)
                : existing("Webhooks", restored.webhooksTable(), WAKE);
        this.deliveries = restored.deliveriesTable().isEmpty()
                ? deliveries(stage)
                : existing("Deliveries", restored.deliveriesTable(), DEAD, SUBJECT);
    }

    private Table webhooks(Configuration.Stage stage) {
        Table table = table("Webhooks", stage);
        table.addGlobalSecondaryIndex(
                index(WAKE, "wk", "wa").projectionType(ProjectionType.KEYS_ONLY).build());
        return table;
    }

    private Table deliveries(Configuration.Stage stage) {
        Table table = table("Deliveries", stage);
        table.addGlobalSecondaryIndex(index(DEAD, "dt", "dd")
                .projectionType(ProjectionType.INCLUDE)
                .nonKeyAttributes(List.of("type", "reason", "attempts", "error"))
                .build());
        table.addGlobalSecondaryIndex(index(SUBJECT, "us", "ua")
                .projectionType(ProjectionType.KEYS_ONLY)
                .build());
        return table;
    }

    private ITable existing(String id, String name, String... indexes) {
        return Table.fromTableAttributes(
                this,
                id,
                TableAttributes.builder()
                        .tableName(name)
                        .globalIndexes(List.of(indexes))
                        .build());
    }

    /** Returns the table of configuration and small state. */
    public ITable webhooks() {
        return webhooks;
    }

    /** Returns the table of what happened. */
    public ITable deliveries() {
        return deliveries;
    }

    private Table table(String id, Configuration.Stage stage) {
        return Table.Builder.create(this, id)
                .partitionKey(text("pk"))
                .sortKey(text("sk"))
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .timeToLiveAttribute("ttl")
                .pointInTimeRecoverySpecification(PointInTimeRecoverySpecification.builder()
                        .pointInTimeRecoveryEnabled(true)
                        .build())
                .removalPolicy(stage.removal())
                .deletionProtection(stage.production())
                .build();
    }

    private static GlobalSecondaryIndexProps.Builder index(String name, String partition, String sort) {
        return GlobalSecondaryIndexProps.builder()
                .indexName(name)
                .partitionKey(text(partition))
                .sortKey(text(sort));
    }

    private static Attribute text(String name) {
        return Attribute.builder().name(name).type(AttributeType.STRING).build();
    }
}
