package io.continuum.webhooks.core.event.type;

import io.continuum.webhooks.core.event.EventType;
import io.continuum.webhooks.core.event.Priority;
import io.continuum.webhooks.core.json.CanonicalJson;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One type as a tenant sees it.
 *
 * @param type its name
 * @param kind whose it is
 * @param description for people
 * @param schema JSON Schema 2020-12 of the data; null = anything
 * @param example data that satisfies the schema; null = none given
 * @param priority of events that state none
 * @param check what becomes of events that do not satisfy the schema
 * @param createdAt when the tenant declared it; null unless it is custom
 * @param updatedAt when the tenant last changed something about it; null = never
 */
public record CatalogueEntry(
        EventType type,
        Kind kind,
        String description,
        @Nullable CanonicalJson schema,
        @Nullable CanonicalJson example,
        Priority priority,
        Checking check,
        @Nullable Instant createdAt,
        @Nullable Instant updatedAt) {

    /** Whose type it is. */
    public enum Kind {
        /** Of one of the three systems. */
        BUILT_IN,
        /** What the platform itself reports. */
        OPERATIONAL,
        /** The tenant's. */
        CUSTOM
    }
}
