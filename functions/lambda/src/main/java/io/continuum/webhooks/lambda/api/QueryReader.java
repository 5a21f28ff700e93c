package io.continuum.webhooks.lambda.api;

import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.problem.ErrorCode;
import io.continuum.webhooks.core.problem.FieldError;
import io.continuum.webhooks.core.problem.Refusal;
import io.continuum.webhooks.core.problem.Result;
import io.continuum.webhooks.lambda.api.gateway.Request;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads query parameters, naming everything that is wrong with them at once. Names not asked for are not looked at. */
final class QueryReader {
    /** Most items of a page. Source: spec.md §2. */
    static final int MAX_LIMIT = 250;

    /** Most items that may be skipped; from there on only a cursor goes further. Source: spec.md §2. */
    static final int MAX_OFFSET = 10_000;

    private final Request request;
    private final List<FieldError> errors = new ArrayList<>();

    QueryReader(Request request) {
        this.request = request;
    }

    /** Returns the position in the parameter {@code cursor}; null if it is absent. One of another list or tenant is refused. */
    @Nullable String cursor(Cursors reader, TenantId tenant, String list) {
        return one(
                "cursor",
                text -> reader.read(tenant, list, text),
                "Give the next_cursor of this list's last answer, with the same filters.");
    }

    /**
     * Returns which part of a list is asked for. {@code cursor} and {@code offset} exclude each other.
     *
     * @param positions returns the position in a cursor of this list; empty for any other one
     */
    Window window(int usualLimit, Function<String, Optional<String>> positions) {
        String position =
                one("cursor", positions, "Give the next_cursor of this list's last answer, with the same filters.");
        if (!request.query("cursor").isEmpty() && !request.query("offset").isEmpty()) {
            error("offset", "Give either `cursor` or `offset`.");
        }
        int offset = offset();
        return new Window(limit(usualLimit), offset, position);
    }

    /** Returns {@code limit}. */
    int limit(int usual) {
        return number("limit", 1, MAX_LIMIT, usual);
    }

    /** Returns {@code offset}. */
    int offset() {
        return number("offset", 0, MAX_OFFSET, 0);
    }

    /** Returns a flag as Python and JavaScript clients write it; null if it is absent. */
    @Nullable Boolean flag(String name) {
        return one(
                name,
                text -> switch (text.toLowerCase(Locale.ROOT)) {
                    case "true", "1" -> Optional.of(true);
                    case "false", "0" -> Optional.of(false);
                    default -> Optional.empty();
                },
                "true or false.");
    }

    /** Returns a time; null if it is absent. */
    @Nullable Instant time(String name) {
        return one(name, QueryReader::instant, "A time is like 2025-12-06T12:00:00Z.");
    }

    /** Returns a parameter that {@code reading} understands; null if it is absent. */
    <T> @Nullable T one(String name, Function<String, Optional<T>> reading, String detail) {
        List<String> given = request.query(name);
        if (given.isEmpty()) {
            return null;
        }
        Optional<T> read = given.size() == 1 ? reading.apply(given.getFirst()) : Optional.empty();
        if (read.isEmpty()) {
            error(name, given.size() == 1 ? detail : "Give it once.");
        }
        return read.orElse(null);
    }

    /** Refuses {@code name}. */
    void error(String name, String detail) {
        errors.add(new FieldError("/" + name, detail));
    }

    /** Returns what {@code next} does, unless a parameter was wrong. */
    <T> Result<T> then(Supplier<Result<T>> next) {
        if (errors.isEmpty()) {
            return next.get();
        }
        String detail = "Correct the query parameters that `errors` names.";
        return Result.refused(new Refusal(ErrorCode.INVALID_PARAMETER, detail, errors, null));
    }

    private int number(String name, int least, int most, int usual) {
        Integer read = one(
                name,
                text -> text.matches("[0-9]{1,9}") ? Optional.of(Integer.valueOf(text)) : Optional.<Integer>empty(),
                "A whole number from " + least + " to " + most + ".");
        if (read != null && (read < least || read > most)) {
            error(name, "A whole number from " + least + " to " + most + ".");
        }
        return read == null ? usual : read;
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
