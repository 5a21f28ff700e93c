package io.continuum.webhooks.core.problem;

/**
 * What a use case answers.
 *
 * @param <T> what it answers when it was carried out
 */
public sealed interface Result<T> {
    /** Carried out. */
    record Ok<T>(T value) implements Result<T> {}

    /** Not carried out, and nothing was stored. */
    record Refused<T>(Refusal refusal) implements Result<T> {}

    /** Returns a carried-out result. */
    static <T> Result<T> ok(T value) {
        return new Ok<>(value);
    }

    /** Returns a refusal. */
    static <T> Result<T> refused(Refusal refusal) {
        return new Refused<>(refusal);
    }
}
