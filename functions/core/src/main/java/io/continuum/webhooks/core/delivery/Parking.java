package io.continuum.webhooks.core.delivery;

import io.continuum.webhooks.core.admission.Admission.Decision;
import io.continuum.webhooks.core.admission.WaitReason;
import io.continuum.webhooks.core.admission.WebhookState;
import io.continuum.webhooks.core.breaker.Breaker;
import java.time.Duration;
import java.time.Instant;

/** What is parked in the waiting room instead of going round in a queue, and until when. Pure. */
final class Parking {
    /** From this opening in a row on, what waits is parked instead of going round. Source: spec §5. */
    private static final int PARK_FROM = 3;

    /** By how much the clocks of two functions may differ at most. */
    private static final Duration SLACK = Duration.ofSeconds(10);

    private Parking() {}

    /** Returns when the maintenance function looks at a webhook of which something was parked. */
    static Instant wakeAt(WebhookState state, Instant now) {
        return switch (state.life()) {
            case DELETED -> now;
            case DISABLED -> now.plus(PutOff.PATIENCE);
            case LIVE -> state.breaker().barredUntil().orElse(now);
        };
    }

    /**
     * Returns whether what was parked before {@code state} was read at {@code now} needs no write to be found: a step that
     * begins later reads the places then. One that may have begun already may have read them before.
     */
    static boolean isLookedAtInTime(WebhookState state, Instant now) {
        Instant at = state.wake().at();
        return at != null && at.isAfter(now.plus(SLACK)) && !at.isAfter(wakeAt(state, now));
    }

    /** Returns whether a decision parks, instead of sending round. */
    static boolean parks(Decision decision, Breaker breaker) {
        return switch (decision) {
            case Decision.Hold _ -> true;
            case Decision.Wait wait -> wait.reason() == WaitReason.BREAKER && breaker.openings() >= PARK_FROM;
            case Decision.Go _, Decision.Cancel _ -> false;
        };
    }

    /** Returns the place of what an open breaker parks. */
    static Waiting place(Member member, WaitReason reason, Instant until, Instant now) {
        Instant later = until.isAfter(now) ? until : now;
        return new Waiting(member.task().attempt(), reason, member.task().due(), later, true);
    }

    /** Nobody knows until when, so the time of the parking stands there: no two places are the same. */
    static Waiting held(Member member, Instant now) {
        return new Waiting(member.task().attempt(), null, member.task().due(), now, true);
    }
}
