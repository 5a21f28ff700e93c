package io.continuum.webhooks.core.event.type;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.continuum.webhooks.core.event.EventType;
import io.continuum.webhooks.core.event.Priority;
import io.continuum.webhooks.core.json.CanonicalJson;
import io.continuum.webhooks.core.problem.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads what is wanted of an event type, naming everything that is wrong with it at once. Not thread-safe. */
final class EventTypeFields {
    /** Largest schema, and largest example, as RFC 8785, in bytes. */
    static final int MAX_BYTES = 64 * 1024;

    private static final int MAX_DESCRIPTION = 2_000;

    private final JsonNode body;
    private final List<FieldError> errors = new ArrayList<>();

    EventTypeFields(JsonNode body) {
        this.body = body;
        if (!body.isObject()) {
            error("", "An event type is a JSON object.");
        }
    }

    /** What is wrong so far. */
    List<FieldError> errors() {
        return List.copyOf(errors);
    }

    void allow(Set<String> fields, String otherwise) {
        body.fieldNames().forEachRemaining(name -> {
            if (!fields.contains(name)) {
                error("/" + name.replace("~", "~0").replace("/", "~1"), otherwise);
            }
        });
    }

    /** Returns the name, null if it is wrong. */
    @Nullable EventType name() {
        Optional<EventType> name = Optional.of(body.path("name"))
                .filter(JsonNode::isTextual)
                .flatMap(given -> EventType.parse(given.textValue()));
        if (name.isEmpty()) {
            error("/name", "The type's name is needed: custom. and words of letters, digits and _, with single dots.");
        } else if (!name.get().name().startsWith("custom.") && !FindEventTypes.isBuiltIn(name.get())) {
            error("/name", "A name of your own begins with custom.");
        }
        return name.orElse(null);
    }

    void sameName(EventType type) {
        JsonNode given = body.path("name");
        if (!given.isMissingNode() && !given.equals(TextNode.valueOf(type.name()))) {
            error("/name", "A type keeps its name.");
        }
    }

    String description(String before) {
        JsonNode given = body.path("description");
        if (given.isMissingNode()) {
            return before;
        }
        if (!given.isTextual() || given.textValue().length() > MAX_DESCRIPTION) {
            error("/description", "A string of at most " + MAX_DESCRIPTION + " characters.");
            return before;
        }
        return given.textValue();
    }

    Priority priority(Priority before) {
        return code("priority", Priority::of, before, "A priority is high, normal or low.");
    }

    Checking check(Checking before) {
        return code("check", Checking::of, before, "One of off, warn and reject.");
    }

    /** Returns the object, {@code before} if it is absent, null for null. */
    @Nullable CanonicalJson object(String field, @Nullable CanonicalJson before) {
        JsonNode given = body.path(field);
        if (given.isMissingNode()) {
            return before;
        }
        if (given.isNull()) {
            return null;
        }
        if (!given.isObject()) {
            error("/" + field, "A JSON object.");
            return before;
        }
        CanonicalJson read = CanonicalJson.of(given);
        if (read.size() > MAX_BYTES) {
            error("/" + field, "At most 64 KiB.");
            return before;
        }
        return read;
    }

    /** Checks that the schema is one and the example satisfies it. */
    void fit(@Nullable CanonicalJson schema, @Nullable CanonicalJson example, SchemaCheck schemas) {
        if (schema == null || !errors.isEmpty()) {
            return;
        }
        schemas.faults(schema).forEach(fault -> error("/schema" + fault.pointer(), fault.detail()));
        if (example != null && errors.isEmpty()) {
            schemas.violations(schema, example).forEach(fault -> error("/example" + fault.pointer(), fault.detail()));
        }
    }

    void error(String pointer, String detail) {
        errors.add(new FieldError(pointer, detail));
    }

    private <T> T code(String field, Function<String, Optional<T>> reading, T before, String detail) {
        JsonNode given = body.path(field);
        if (given.isMissingNode()) {
            return before;
        }
        Optional<T> read = given.isTextual() ? reading.apply(given.textValue()) : Optional.empty();
        if (read.isEmpty()) {
            error("/" + field, detail);
        }
        return read.orElse(before);
    }
}
