package io.continuum.webhooks.core.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import io.continuum.webhooks.core.problem.ErrorCode;
import io.continuum.webhooks.core.problem.FieldError;
import io.continuum.webhooks.core.problem.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The fields of one request, and everything that was found wrong with them. Not thread-safe. */
final class Fields {
    private final JsonNode body;
    private final List<FieldError> errors = new ArrayList<>();
    private final Set<ErrorCode> codes = new LinkedHashSet<>();

    /** Reads {@code body}, a JSON object. */
    Fields(JsonNode body) {
        this.body = body;
    }

    /** Returns a pointer (RFC 6901) to the member of that name. */
    static String pointer(String name) {
        return "/" + name.replace("~", "~0").replace("/", "~1");
    }

    /** Returns a field; missing if it was not given. */
    JsonNode get(String name) {
        return body.path(name);
    }

    /** Objects to every field that is not one of {@code known}. */
    void only(Set<String> known) {
        body.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                error(pointer(name), "There is no such field.");
            }
        });
    }

    /** Returns the string given, the empty one for null, {@code before} if none was given. */
    String text(String name, int most, String before) {
        JsonNode given = get(name);
        if (given.isMissingNode()) {
            return before;
        }
        if (given.isNull()) {
            return "";
        }
        if (!given.isTextual() || given.textValue().length() > most) {
            error("/" + name, "A string of at most " + most + " characters.");
            return "";
        }
        return given.textValue();
    }

    /** Returns the number given, {@code usual} for null; empty if none was given. */
    OptionalInt number(String name, int least, int most, int usual) {
        JsonNode given = get(name);
        if (given.isMissingNode()) {
            return OptionalInt.empty();
        }
        if (given.isNull()) {
            return OptionalInt.of(usual);
        }
        if (!given.isIntegralNumber()
                || !given.canConvertToInt()
                || given.intValue() < least
                || given.intValue() > most) {
            error("/" + name, "A whole number from " + least + " to " + most + ".");
            return OptionalInt.empty();
        }
        return OptionalInt.of(given.intValue());
    }

    /** Returns what was given, {@code usual} for null; empty if nothing was. */
    Optional<Boolean> flag(String name, boolean usual) {
        JsonNode given = get(name);
        if (given.isMissingNode()) {
            return Optional.empty();
        }
        if (!given.isNull() && !given.isBoolean()) {
            error("/" + name, "true or false.");
        }
        return Optional.of(given.asBoolean(usual));
    }

    /** Notes what is wrong. */
    void error(String pointer, String detail) {
        error(ErrorCode.INVALID_FIELDS, pointer, detail);
    }

    /** Notes what is wrong and has a code of its own. */
    void error(ErrorCode code, String pointer, String detail) {
        codes.add(code);
        errors.add(new FieldError(pointer, detail));
    }

    /** Returns what is wrong; empty if nothing is. */
    Optional<Refusal> refusal() {
        if (errors.isEmpty()) {
            return Optional.empty();
        }
        // A code of its own only where it tells the whole story.
        if (codes.size() == 1 && codes.iterator().next() != ErrorCode.INVALID_FIELDS) {
            ErrorCode code = codes.iterator().next();
            return Optional.of(new Refusal(code, code.title() + "; `errors` names the field.", errors, null));
        }
        return Optional.of(Refusal.fields(errors));
    }
}
