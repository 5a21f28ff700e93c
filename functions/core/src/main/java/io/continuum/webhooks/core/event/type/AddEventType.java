package io.continuum.webhooks.core.event.type;

import com.fasterxml.jackson.databind.JsonNode;
import io.continuum.webhooks.core.event.EventType;
import io.continuum.webhooks.core.event.Priority;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.journal.Journal;
import io.continuum.webhooks.core.problem.ErrorCode;
import io.continuum.webhooks.core.problem.Refusal;
import io.continuum.webhooks.core.problem.Result;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;

/** Declares a type of a tenant's own. Thread-safe. */
public final class AddEventType {
    /**
     * Most types that a tenant says something about. They are read together when one of them changed: 200 types of the
     * largest size are 25 MB. Of several that are declared in the same moment some may go beyond it.
     */
    static final int MOST = 200;

    static final Set<String> FIELDS = Set.of("name", "description", "schema", "example", "priority", "check");

    private final EventTypeStore store;
    private final SchemaCheck schemas;
    private final Journal journal;
    private final InstantSource clock;

    /** Declares types in {@code store}, whose schemas {@code schemas} understands. */
    public AddEventType(EventTypeStore store, SchemaCheck schemas, Journal journal, InstantSource clock) {
        this.store = store;
        this.schemas = schemas;
        this.journal = journal;
        this.clock = clock;
    }

    /**
     * Declares a type of {@code tenant}.
     *
     * @param body the fields of the API
     * @return the type; 409 if there is one of that name, or too many
     */
    public Result<CatalogueEntry> add(TenantId tenant, JsonNode body) {
        EventTypeFields fields = new EventTypeFields(body);
        fields.allow(FIELDS, "There is no such field.");
        EventType name = fields.name();
        StoredType.Own own = new StoredType.Own(
                fields.description(""),
                fields.priority(Priority.NORMAL),
                fields.object("schema", null),
                fields.object("example", null));
        Checking check = fields.check(Checking.OFF);
        fields.fit(own.schema(), own.example(), schemas);
        if (name == null || !fields.errors().isEmpty()) {
            return Result.refused(Refusal.fields(fields.errors()));
        }
        if (FindEventTypes.isBuiltIn(name)) {
            return Result.refused(exists());
        }
        if (store.settings(tenant).size() >= MOST) {
            return Result.refused(Refusal.of(ErrorCode.CONFLICT, "A tenant has at most " + MOST + " event types."));
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        StoredType type = new StoredType(tenant, name, own, check, now, now, 0);
        if (!store.save(type)) {
            return Result.refused(exists());
        }
        journal.write(Journal.Level.INFO, "event_type.created", names(tenant, name));
        return FindEventTypes.custom(type).map(Result::ok).orElseThrow();
    }

    private static Refusal exists() {
        return Refusal.of(ErrorCode.EVENT_TYPE_EXISTS, "Change it with PUT, or use another name.");
    }

    static Map<String, Object> names(TenantId tenant, EventType type) {
        return Map.of("tenant_id", tenant.toString(), "event", type.name());
    }
}
