package io.continuum.webhooks.core.maintenance;

import io.continuum.webhooks.core.admission.Life;
import io.continuum.webhooks.core.admission.StateStore;
import io.continuum.webhooks.core.admission.WebhookState;
import java.time.Duration;
import java.time.Instant;

/** Sets when the maintenance function looks at a webhook next, once a step has seen what waits there. Thread-safe. */
final class Wakes {
    /** How often a webhook is looked at of which nothing waits and whose breaker nothing has probed yet. */
    static final Duration LOOK_AGAIN = Duration.ofMinutes(15);

    /**
     * After the end of an opening nothing comes any more that would probe: the longest pause of a schedule is 24 h, and
     * jitter adds a tenth. Source: spec §4.
     */
    private static final Duration ABANDONED = Duration.ofHours(27);

    /** Tries of clearing a wake while deliveries go on beside it. */
    private static final int CLEARING_TRIES = 10;

    private final StateStore states;

    Wakes(StateStore states) {
        this.states = states;
    }

    /**
     * Nothing waits here. A webhook whose breaker is not closed stays in the index, so that it is known to be open.
     *
     * @param state as it was loaded before the places were read, with a wake that was due
     */
    void rest(WebhookState state, Instant now) {
        Instant barred =
                state.life() == Life.LIVE ? state.breaker().barredUntil().orElse(null) : null;
        if (barred == null || barred.plus(ABANDONED).isBefore(now)) {
            clear(state, now);
        } else {
            move(state, barred.isAfter(now) ? barred : now.plus(LOOK_AGAIN));
        }
    }

    /**
     * Moves the wake to {@code next}, unless somebody set it sooner meanwhile, or made the webhook live another life.
     */
    void move(WebhookState state, Instant next) {
        WebhookState seen = state;
        // Two tries: a third worker would have moved the wake itself.
        for (int i = 0; i < 2; i++) {
            if (!(states.swap(seen, seen.with(seen.wake().movedTo(next)))
                    instanceof StateStore.Swap.Lost(WebhookState current))) {
                return;
            }
            seen = current;
            Instant at = seen.wake().at();
            // A wake that stands as it did when this step began is not one that somebody set meanwhile.
            boolean sooner = at != null && at.isBefore(next) && !seen.wake().equals(state.wake());
            if (sooner || seen.life() != state.life()) {
                return;
            }
        }
    }

    /** Clears the wake, unless something was added since the places were read: then the next tick finds it again. */
    private void clear(WebhookState state, Instant now) {
        WebhookState seen = state;
        for (int i = 0; i < CLEARING_TRIES && isAsItWas(state, seen, now); i++) {
            if (!(states.swap(seen, seen.draining(null).with(seen.wake().movedTo(null)))
                    instanceof StateStore.Swap.Lost(WebhookState current))) {
                return;
            }
            seen = current;
        }
    }

    /**
     * A wake that lies ahead is relied on by those who park without a write, and one that was disabled or opened
     * meanwhile may have something parked already.
     */
    private static boolean isAsItWas(WebhookState state, WebhookState seen, Instant now) {
        Instant at = seen.wake().at();
        return at != null
                && !at.isAfter(now)
                && seen.wake().equals(state.wake())
                && seen.life() == state.life()
                && !state.breaker().changedTo(seen.breaker());
    }
}
