package io.continuum.webhooks.core.breaker;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The circuit breaker of one webhook. Values are immutable; the state item's conditional write makes a transition
 * happen once.
 */
public sealed interface Breaker {
    /** Returns a breaker that lets everything through and has seen no failure. */
    static Breaker closed() {
        return new Closed(0);
    }

    /**
     * Lets everything through.
     *
     * @param failures consecutive failures so far, in order of completion; 0 after a success
     */
    record Closed(int failures) implements Breaker {
        @Override
        public int openings() {
            return 0;
        }
    }

    /**
     * Lets nothing through until its time is over.
     *
     * @param openedAt when this run of openings began
     * @param until the end of this opening
     * @param openings how many openings in a row, this one included; at least 1
     */
    record Open(Instant openedAt, Instant until, int openings) implements Breaker {}

    /**
     * One probe is under way; everybody else waits.
     *
     * @param openedAt when this run of openings began
     * @param leaseUntil when the right to probe falls back because its holder died
     * @param openings how many openings in a row came before
     */
    record HalfOpen(Instant openedAt, Instant leaseUntil, int openings) implements Breaker {}

    /**
     * The operator's limits.
     *
     * @param failures consecutive failures that open a closed breaker
     * @param openFor how long an opening lasts
     */
    record Settings(int failures, Duration openFor) {}

    /** Returns how many openings in a row there were, a present one included; 0 if it is closed. */
    int openings();

    /** Returns when this run of openings began; empty if it is closed. */
    default Optional<Instant> openedSince() {
        return switch (this) {
            case Closed _ -> Optional.empty();
            case Open open -> Optional.of(open.openedAt);
            case HalfOpen half -> Optional.of(half.openedAt);
        };
    }

    /** Returns the end of the opening, or of the right to probe, whichever is under way; empty if it is closed. */
    default Optional<Instant> barredUntil() {
        return switch (this) {
            case Closed _ -> Optional.empty();
            case Open open -> Optional.of(open.until);
            case HalfOpen half -> Optional.of(half.leaseUntil);
        };
    }

    /** Returns the breaker after an attempt succeeded; an open one stays open, as the answer is an old request's. */
    default Breaker afterSuccess() {
        return switch (this) {
            case Closed _, HalfOpen _ -> closed();
            case Open open -> open;
        };
    }

    /** Returns the breaker after an attempt failed at {@code now}. */
    default Breaker afterFailure(Settings settings, Instant now) {
        return switch (this) {
            case Closed closed when closed.failures + 1 < settings.failures -> new Closed(closed.failures + 1);
            case Closed _ -> new Open(now, now.plus(settings.openFor), 1);
            case HalfOpen half -> new Open(half.openedAt, now.plus(settings.openFor), half.openings + 1);
            case Open open -> open;
        };
    }

    /** Returns the breaker after its probe ended without an answer of the receiver: the next in line may probe. */
    default Breaker afterProbeReturned(Instant now) {
        return switch (this) {
            case HalfOpen half -> new Open(half.openedAt, now, half.openings);
            case Closed closed -> closed;
            case Open open -> open;
        };
    }

    /** Returns the half-open breaker whose probe the caller now is; the lease ends at {@code leaseUntil}. */
    default Breaker probing(Instant now, Instant leaseUntil) {
        return switch (this) {
            case Open open -> new HalfOpen(open.openedAt, leaseUntil, open.openings);
            case HalfOpen half -> new HalfOpen(half.openedAt, leaseUntil, half.openings);
            case Closed closed -> closed;
        };
    }

    /** Returns whether {@code other} is another kind of state, so that answers to older requests no longer count. */
    default boolean changedTo(Breaker other) {
        return getClass() != other.getClass();
    }
}
