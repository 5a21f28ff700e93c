package io.continuum.webhooks.core.admission;

import io.continuum.webhooks.core.breaker.Breaker;
import io.continuum.webhooks.core.stats.Ending;
import io.continuum.webhooks.core.stats.Hour;
import io.continuum.webhooks.core.stats.Stats;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of a group's attempts. Pure: the caller makes the returned state real with one conditional write.
 *
 * @param next the state with the slots given back, the breaker moved and the stats counted
 * @param overHour the hour that was being counted and is over, to be kept before {@code next} replaces it; null if it
 *     goes on or was empty
 */
public record Settlement(WebhookState next, @Nullable Hour overHour) {
    /**
     * One attempt that is over.
     *
     * @param slot the slot it held; null for a delivery that ended without a request
     * @param epoch the breaker's epoch when it was admitted; {@link #NO_EPOCH} if it must not move the breaker
     * @param ending what to count; null if its record was not ours to write (a copy) or no request was made: a probe's
     *     right is given back then
     */
    public record Result(
            @Nullable Slot slot, long epoch, @Nullable Ending ending) {}

    /** No breaker was ever at this epoch. */
    public static final long NO_EPOCH = -1;

    /** Settles {@code results} in the order of their completion. */
    public static Settlement settle(WebhookState state, List<Result> results, Breaker.Settings settings, Instant now) {
        WebhookState current = state;
        for (Result result : results) {
            if (result.slot() != null && !state.slots().contains(result.slot())) {
                // Somebody found the slot expired and settled for us: counting again would count twice.
                continue;
            }
            current = counted(moved(current, result, settings, now), result);
        }
        List<Slot> left = current.slots().stream()
                .filter(slot -> results.stream().noneMatch(result -> slot.equals(result.slot())))
                .toList();
        WebhookState next = watched(state, current.with(left, current.rate()));
        Hour before = state.stats().hour();
        boolean over = !before.equals(next.stats().hour())
                && !before.start().equals(next.stats().hour().start())
                && before.total() > 0;
        return new Settlement(next, over ? before : null);
    }

    /** Whoever opens is looked at when the opening ends, though nothing waits: the gauge of open breakers finds it so. */
    private static WebhookState watched(WebhookState before, WebhookState after) {
        return after.breaker() instanceof Breaker.Open open && before.breaker().changedTo(open)
                ? after.with(after.wake().added(open.until()))
                : after;
    }

    private static WebhookState moved(WebhookState state, Result result, Breaker.Settings settings, Instant now) {
        if (result.epoch() == NO_EPOCH && heldProbe(state, result)) {
            // Its worker is dead. Whatever the record says, the next one probes, and does not wait for the lease.
            return state.with(state.breaker().afterProbeReturned(now));
        }
        if (result.epoch() != state.epoch()) {
            return state;
        }
        Ending ending = result.ending();
        if (ending == null || !ending.effect().judgesReceiver()) {
            // No answer that tells how the receiver fares, or one that another worker recorded: a probe gives its right
            // back.
            return state.with(state.breaker().afterProbeReturned(now));
        }
        Breaker breaker = state.breaker();
        return state.with(ending.succeeded() ? breaker.afterSuccess() : breaker.afterFailure(settings, now));
    }

    private static boolean heldProbe(WebhookState state, Result result) {
        Slot slot = result.slot();
        return slot != null
                && state.breaker() instanceof Breaker.HalfOpen half
                && half.leaseUntil().equals(slot.expiresAt());
    }

    private static WebhookState counted(WebhookState state, Result result) {
        Ending ending = result.ending();
        Stats stats = state.stats();
        return ending == null ? state : state.with(stats.plus(ending));
    }
}
