package io.continuum.webhooks.core.event.type;

import io.continuum.webhooks.core.event.EventType;
import io.continuum.webhooks.core.json.CanonicalJson;

/** What the platform itself knows about the types of the catalogue. Thread-safe. */
public interface TypeLibrary {
    /**
     * What there is about one type.
     *
     * @param description for people
     * @param schema JSON Schema 2020-12 of the data
     * @param example data that satisfies it
     */
    record Page(String description, CanonicalJson schema, CanonicalJson example) {}

    /**
     * Returns the page of a type.
     *
     * @throws IllegalArgumentException if the type is not in the catalogue, or is {@code custom.*}
     */
    Page page(EventType type);
}
