package io.continuum.webhooks.core.problem;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a request is not carried out. An expected outcome, not an exception.
 *
 * @param code the stable code
 * @param detail what to do about it
 * @param errors the parts that are wrong; empty unless the code is about fields
 * @param retryAfter when to come again; null if coming again does not help by itself
 */
public record Refusal(
        ErrorCode code,
        String detail,
        List<FieldError> errors,
        @Nullable Duration retryAfter) {
    /** Copies the errors. */
    public Refusal {
        errors = List.copyOf(errors);
    }

    /** Returns a refusal without parts. */
    public static Refusal of(ErrorCode code, String detail) {
        return new Refusal(code, detail, List.of(), null);
    }

    /** Returns a refusal that names the parts. */
    public static Refusal fields(List<FieldError> errors) {
        return new Refusal(ErrorCode.INVALID_FIELDS, "Correct the fields that `errors` names.", errors, null);
    }

    /** Returns a refusal for a thing that is unknown, or another tenant's. */
    public static Refusal notFound(String what) {
        return of(ErrorCode.NOT_FOUND, "There is no such " + what + ".");
    }
}
