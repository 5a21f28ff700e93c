package io.continuum.webhooks.lambda.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.continuum.webhooks.core.problem.FieldError;
import io.continuum.webhooks.core.problem.Refusal;
import io.continuum.webhooks.core.problem.Result;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a JSON object, naming everything that is wrong with them at once. Not thread-safe. */
final class FieldReader {
    private final JsonNode body;
    private final List<FieldError> errors = new ArrayList<>();

    /** Reads {@code body}, which has no fields but {@code known}. */
    FieldReader(JsonNode body, Set<String> known) {
        this.body = body;
        if (!body.isObject()) {
            error("", "A JSON object is needed.");
        }
        body.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                error("/" + name.replace("~", "~0").replace("/", "~1"), "There is no such field.");
            }
        });
    }

    /** Returns the field as it is; null if it is absent or null. */
    @Nullable JsonNode node(String field) {
        JsonNode given = body.path(field);
        return given.isMissingNode() || given.isNull() ? null : given;
    }

    /** Returns what {@code reading} makes of a string; null if it is absent or wrong. */
    <T> @Nullable T text(String field, Function<String, Optional<T>> reading, String detail) {
        JsonNode given = node(field);
        if (given == null) {
            return null;
        }
        Optional<T> read = given.isTextual() ? reading.apply(given.textValue()) : Optional.empty();
        if (read.isEmpty()) {
            error("/" + field, detail);
        }
        return read.orElse(null);
    }

    /** Returns a time; null if it is absent or wrong. */
    @Nullable Instant time(String field) {
        return text(field, FieldReader::instant, "A time is like 2025-12-06T12:00:00Z.");
    }

    /** Returns a whole number; {@code usual} if it is absent or wrong. */
    int number(String field, int least, int most, int usual) {
        JsonNode given = node(field);
        if (given == null) {
            return usual;
        }
        if (!given.isIntegralNumber()
                || !given.canConvertToInt()
                || given.intValue() < least
                || given.intValue() > most) {
            error("/" + field, "A whole number from " + least + " to " + most + ".");
            return usual;
        }
        return given.intValue();
    }

    /** Returns a flag; false if it is absent or wrong. */
    boolean flag(String field) {
        JsonNode given = node(field);
        if (given != null && !given.isBoolean()) {
            error("/" + field, "true or false.");
        }
        return given != null && given.booleanValue();
    }

    /** Refuses what is at {@code pointer}. */
    void error(String pointer, String detail) {
        errors.add(new FieldError(pointer, detail));
    }

    /** Returns what {@code next} does, unless a field was wrong. */
    <T> Result<T> then(Supplier<Result<T>> next) {
        return errors.isEmpty() ? next.get() : Result.refused(Refusal.fields(errors));
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
