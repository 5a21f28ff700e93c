package io.continuum.webhooks.core.event.type;

import io.continuum.webhooks.core.event.EventType;
import io.continuum.webhooks.core.event.Priority;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.json.CanonicalJson;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant says about one type.
 *
 * @param tenant whose it is
 * @param type its name
 * @param own what it is; null for a name of the catalogue, of which a tenant decides only {@code check}
 * @param check what becomes of events that do not satisfy the schema
 * @param createdAt when the tenant first said something about it
 * @param updatedAt when it last did
 * @param revision moves with every change, never comes twice for a name; 0 = not stored yet
 */
public record StoredType(
        TenantId tenant,
        EventType type,
        @Nullable Own own,
        Checking check,
        Instant createdAt,
        Instant updatedAt,
        long revision) {

    /**
     * A type that a tenant declared.
     *
     * @param description for people
     * @param priority of events that state none
     * @param schema JSON Schema 2020-12 of the data; null = anything
     * @param example data that satisfies the schema; null = none given
     */
    public record Own(
            String description,
            Priority priority,
            @Nullable CanonicalJson schema,
            @Nullable CanonicalJson example) {}

    /** Returns this with another revision. */
    public StoredType atRevision(long other) {
        return new StoredType(tenant, type, own, check, createdAt, updatedAt, other);
    }

    /** Returns what a publish needs of it. */
    public TypeSetting setting() {
        return new TypeSetting(check, own == null ? null : own.priority(), revision);
    }
}
