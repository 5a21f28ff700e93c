package io.continuum.webhooks.core.event.type;

import io.continuum.webhooks.core.json.CanonicalJson;
import io.continuum.webhooks.core.problem.FieldError;
import java.util.List;

/**
 * Knows JSON Schema 2020-12. Never fetches anything, and takes a bounded time whatever schema and data are. Thread-safe.
 */
public interface SchemaCheck {
    /** Returns what is wrong with a schema, with pointers into it; nothing if it can be used. */
    List<FieldError> faults(CanonicalJson schema);

    /**
     * Returns where {@code data} does not satisfy a schema without faults, with pointers into the data; nothing if it
     * does. Details say which part of the schema is meant and never repeat a value.
     */
    List<FieldError> violations(CanonicalJson schema, CanonicalJson data);
}
