package io.continuum.webhooks.core.problem;

import java.util.function.Function;

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

    /** Returns what {@code next} makes of the value; a refusal stays what it is. */
    default <R> Result<R> then(Function<? super T, Result<R>> next) {
        return switch (this) {
            case Ok<T>(T value) -> next.apply(value);
            case Refused<T>(Refusal refusal) -> refused(refusal);
        };
    }

    /** Returns the value changed by {@code change}; a refusal stays what it is. */
    default <R> Result<R> map(Function<? super T, ? extends R> change) {
        return then(value -> ok(change.apply(value)));
    }
}
