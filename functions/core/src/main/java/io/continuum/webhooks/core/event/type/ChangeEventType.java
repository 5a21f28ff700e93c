package io.continuum.webhooks.core.event.type;

import com.fasterxml.jackson.databind.JsonNode;
import io.continuum.webhooks.core.event.Catalog;
import io.continuum.webhooks.core.event.EventType;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.journal.Journal;
import io.continuum.webhooks.core.problem.Refusal;
import io.continuum.webhooks.core.problem.Result;
import io.continuum.webhooks.core.problem.Unavailable;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Changes what a tenant says about a type: everything of its own types, {@code check} of the others. Thread-safe. */
public final class ChangeEventType {
    /** Tries against other changes of the same type. */
    private static final int TRIES = 10;

    private final EventTypeStore store;
    private final SchemaCheck schemas;
    private final Journal journal;
    private final InstantSource clock;

    /** Changes types in {@code store}, whose schemas {@code schemas} understands. */
    public ChangeEventType(EventTypeStore store, SchemaCheck schemas, Journal journal, InstantSource clock) {
        this.store = store;
        this.schemas = schemas;
        this.journal = journal;
        this.clock = clock;
    }

    /**
     * Changes the type: fields given are replaced, the rest stays.
     *
     * @param body the fields of the API
     * @return why it was not changed; the changed type is read again by whoever wants to show it
     */
    public Result<EventType> change(TenantId tenant, EventType type, JsonNode body) {
        for (int tries = 0; tries < TRIES; tries++) {
            Optional<StoredType> before =
                    store.find(tenant, List.of(type)).stream().findFirst();
            Result<StoredType> after = after(tenant, type, body, before);
            if (after instanceof Result.Ok<StoredType>(StoredType changed) && !store.save(changed)) {
                continue;
            }
            return after.map(_ -> {
                journal.write(Journal.Level.INFO, "event_type.changed", AddEventType.names(tenant, type));
                return type;
            });
        }
        throw new Unavailable("event types: overtaken by other changes");
    }

    private Result<StoredType> after(TenantId tenant, EventType type, JsonNode body, Optional<StoredType> before) {
        EventTypeFields fields = new EventTypeFields(body);
        fields.sameName(type);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        if (FindEventTypes.isBuiltIn(type)) {
            return builtIn(
                    before.orElseGet(() -> new StoredType(tenant, type, null, Checking.OFF, now, now, 0)), fields);
        }
        StoredType.Own own = before.map(StoredType::own).orElse(null);
        if (before.isEmpty() || own == null) {
            return Result.refused(Refusal.notFound("event type"));
        }
        fields.allow(AddEventType.FIELDS, "There is no such field.");
        StoredType.Own changed = new StoredType.Own(
                fields.description(own.description()),
                fields.priority(own.priority()),
                fields.object("schema", own.schema()),
                fields.object("example", own.example()));
        Checking check = fields.check(before.get().check());
        fields.fit(changed.schema(), changed.example(), schemas);
        return checked(fields, before.get(), changed, check);
    }

    private Result<StoredType> builtIn(StoredType before, EventTypeFields fields) {
        fields.allow(Set.of("name", "check"), "Of this type only `check` can be set.");
        Checking check = fields.check(before.check());
        if (Catalog.operational().contains(before.type()) && check != Checking.OFF) {
            fields.error("/check", "Nobody publishes this type but the platform itself, so it is not checked.");
        }
        return checked(fields, before, null, check);
    }

    private Result<StoredType> checked(
            EventTypeFields fields, StoredType before, StoredType.@Nullable Own own, Checking check) {
        if (!fields.errors().isEmpty()) {
            return Result.refused(Refusal.fields(fields.errors()));
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return Result.ok(
                new StoredType(before.tenant(), before.type(), own, check, before.createdAt(), now, before.revision()));
    }
}
