package io.continuum.webhooks.lambda.dynamodb;

import io.continuum.webhooks.core.maintenance.MovePass;
import io.continuum.webhooks.core.maintenance.WebhookWalk;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;

/**
 * Scans the table of webhooks: the only access that is no key or query, because no index holds all tenants and one that
 * did would cost a write per change for ever. Thread-safe.
 */
public final class DynamoWebhookWalk implements WebhookWalk {
    private static final String AIM = "aim";
    private static final String AIMED = "aimed";
    private static final String BEGINS = "begins";
    private static final String AFTER = "after";
    private static final String MOVED = "moved";
    private static final String DONE = "done";
    private static final String REVISION = "revision";

    /** No key has a line break. */
    private static final String SEPARATOR = "\n";

    private final Dynamo dynamo;
    private final Tables tables;

    /** Uses the table of webhooks. */
    public DynamoWebhookWalk(DynamoDbClient client, Tables tables) {
        this.dynamo = new Dynamo(client);
        this.tables = tables;
    }

    @Override
    public Optional<MovePass> pass() {
        return Optional.ofNullable(dynamo.get(tables.webhooks(), Keys.movePass()))
                .map(item -> new MovePass(
                        item.text(AIM),
                        item.time(AIMED),
                        item.time(BEGINS),
                        item.textOrNull(AFTER),
                        item.integer(MOVED),
                        item.flag(DONE),
                        item.number(REVISION)));
    }

    @Override
    public boolean save(MovePass pass) {
        Expression expression = new Expression();
        String before = expression.equal(REVISION, AttributeValue.fromN(Long.toString(pass.revision())));
        // Closes the race of two runs: each slice is left behind once.
        PutItemRequest.Builder put = PutItemRequest.builder()
                .tableName(tables.webhooks())
                .item(Attributes.at(Keys.movePass())
                        .text(AIM, pass.aim())
                        .time(AIMED, pass.aimedAt())
                        .time(BEGINS, pass.begins())
                        .text(AFTER, pass.after())
                        .number(MOVED, (long) pass.moved())
                        .flag(DONE, pass.done())
                        .number(REVISION, pass.revision() + 1)
                        .build())
                .conditionExpression(pass.revision() == 0 ? expression.absent() + " OR " + before : before)
                .expressionAttributeNames(expression.names())
                .expressionAttributeValues(expression.values());
        return dynamo.put(put.build()) instanceof Dynamo.Written.Done;
    }

    @Override
    public Slice next(@Nullable String after, int most) {
        ScanRequest.Builder scan =
                ScanRequest.builder().tableName(tables.webhooks()).limit(most);
        if (after != null) {
            scan.exclusiveStartKey(start(after));
        }
        // Eventual: what is acted on is written by condition, and a pass that changed anything is followed by another.
        Dynamo.Page page = dynamo.scan(scan.build());
        return new Slice(
                page.items().stream()
                        .filter(item -> Keys.isWebhook(item.key()))
                        .map(WebhookItems::read)
                        .toList(),
                page.next().isEmpty() ? null : name(new Item(page.next()).key()));
    }

    private static String name(Key key) {
        return key.pk() + SEPARATOR + key.sk();
    }

    private static Map<String, AttributeValue> start(String after) {
        int split = after.indexOf(SEPARATOR);
        return new Key(after.substring(0, split), after.substring(split + 1)).attributes();
    }
}
