package io.continuum.webhooks.core.admission;

import io.continuum.webhooks.core.breaker.Breaker;
import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.stats.Stats;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything about a webhook that changes with deliveries: one item below 1 KB, changed only by
 * {@link StateStore#swap}.
 *
 * @param key whose state this is
 * @param revision moves with every change of this value; the condition of the next change
 * @param life whether deliveries may go out
 * @param configVersion version of the configuration that was valid at this revision
 * @param releasedVersion version of the configuration that last made the webhook, enabled it again or gave it another
 *     URL: what a receiver answered to attempts of older versions says nothing about it any more
 * @param capacity copied from that configuration
 * @param breaker the circuit breaker
 * @param epoch moves with every change of the breaker's kind; results of requests admitted in another epoch do not
 *     count for it
 * @param slots requests in flight, expired ones included until they are settled
 * @param rate this minute's requests
 * @param stats totals
 * @param wake when the maintenance function looks at this webhook
 * @param drain how far the release of what waited is; null while nothing is being released
 */
public record WebhookState(
        WebhookKey key,
        long revision,
        Life life,
        long configVersion,
        long releasedVersion,
        Capacity capacity,
        Breaker breaker,
        long epoch,
        List<Slot> slots,
        RateWindow rate,
        Stats stats,
        Wake wake,
        @Nullable Drain drain) {
    /** Copies the slots. */
    public WebhookState {
        slots = List.copyOf(slots);
    }

    /** Returns the state of a webhook made at {@code now}. */
    public static WebhookState fresh(WebhookKey key, Capacity capacity, Instant now) {
        return new WebhookState(
                key,
                1,
                Life.LIVE,
                1,
                1,
                capacity,
                Breaker.closed(),
                0,
                List.of(),
                new RateWindow(0, 0),
                Stats.empty(now),
                Wake.NONE,
                null);
    }

    /** Returns this state as another version of the configuration wants it. */
    public WebhookState configured(Life newLife, long version, Capacity newCapacity) {
        return new WebhookState(
                key,
                revision,
                newLife,
                version,
                releasedVersion,
                newCapacity,
                breaker,
                epoch,
                slots,
                rate,
                stats,
                wake,
                drain);
    }

    /** Returns this state with another breaker; the epoch moves if its kind changes, and only a closed one drains. */
    public WebhookState with(Breaker next) {
        long nextEpoch = breaker.changedTo(next) ? epoch + 1 : epoch;
        return new WebhookState(
                key,
                revision,
                life,
                configVersion,
                releasedVersion,
                capacity,
                next,
                nextEpoch,
                slots,
                rate,
                stats,
                wake,
                next instanceof Breaker.Closed ? drain : null);
    }

    /** Returns this state with other slots and another rate window. */
    public WebhookState with(List<Slot> newSlots, RateWindow newRate) {
        return new WebhookState(
                key,
                revision,
                life,
                configVersion,
                releasedVersion,
                capacity,
                breaker,
                epoch,
                newSlots,
                newRate,
                stats,
                wake,
                drain);
    }

    /** Returns this state with other stats. */
    public WebhookState with(Stats newStats) {
        return new WebhookState(
                key,
                revision,
                life,
                configVersion,
                releasedVersion,
                capacity,
                breaker,
                epoch,
                slots,
                rate,
                newStats,
                wake,
                drain);
    }

    /** Returns this state with another wake. */
    public WebhookState with(Wake newWake) {
        return new WebhookState(
                key,
                revision,
                life,
                configVersion,
                releasedVersion,
                capacity,
                breaker,
                epoch,
                slots,
                rate,
                stats,
                newWake,
                drain);
    }

    /** Returns this state with what waits released as far as {@code newDrain} says; null = nothing is being released. */
    public WebhookState draining(@Nullable Drain newDrain) {
        return new WebhookState(
                key,
                revision,
                life,
                configVersion,
                releasedVersion,
                capacity,
                breaker,
                epoch,
                slots,
                rate,
                stats,
                wake,
                newDrain);
    }

    /** Returns this state at another revision; for stores. */
    public WebhookState atRevision(long newRevision) {
        return new WebhookState(
                key,
                newRevision,
                life,
                configVersion,
                releasedVersion,
                capacity,
                breaker,
                epoch,
                slots,
                rate,
                stats,
                wake,
                drain);
    }

    /** Returns the slots whose holders must be dead. */
    public List<Slot> expiredSlots(Instant now) {
        return slots.stream().filter(slot -> !slot.expiresAt().isAfter(now)).toList();
    }

    /**
     * Returns this state with its breaker closed and what waits due at {@code now}: its receiver is a new one, or mended.
     * The epoch moves whatever the breaker was, as answers to older requests say nothing about the new receiver; and the
     * clock that disables what only fails stops.
     */
    public WebhookState released(Instant now) {
        return new WebhookState(
                        key,
                        revision,
                        life,
                        configVersion,
                        configVersion,
                        capacity,
                        Breaker.closed(),
                        epoch + 1,
                        slots,
                        rate,
                        stats.restarted(),
                        wake,
                        null)
                .woken(now);
    }

    /** Returns the tombstone of this state; what waits is due at {@code now}, so that it is cancelled soon. */
    public WebhookState buried(Instant now) {
        return configured(Life.DELETED, configVersion, capacity).woken(now);
    }

    /** Without a wake too: a place may have been given whose wake is not written yet, or was cleared just before. */
    private WebhookState woken(Instant now) {
        return with(wake.movedTo(now));
    }
}
