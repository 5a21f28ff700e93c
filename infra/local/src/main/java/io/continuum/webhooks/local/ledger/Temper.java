package io.continuum.webhooks.local.ledger;

import java.time.Duration;
import java.util.SplittableRandom;

/** How a receiver behaves. */
enum Temper {
    /** Accepts all, at once. */
    STEADY,
    /** Accepts all, within 0.3 s. */
    SLOW,
    /** Fails one request in ten. */
    MOODY,
    /** Never accepts one delivery in thirty, and all others at once. */
    PICKY,
    /** Is too busy for one request in twenty and says when to come back. */
    BUSY,
    /** Hangs up on one request in thirty. */
    RUDE,
    /** Never answers one request in thirty. */
    HANGING,
    /** Fails everything for one second out of six. */
    FLAPPING,
    /** Fails always; gets few events. */
    FAILING,
    /** Is gone: 410; gets few events. */
    GONE;

    private static final int OK = 200;
    private static final int ERROR = 500;
    static final int GONE_STATUS = 410;
    private static final int TOO_MANY = 429;
    private static final long SLOWEST_MS = 300;

    /** Longer than the time-out of its webhook, 1 s. */
    private static final Duration FOR_EVER = Duration.ofSeconds(4);

    private static final int PICKY_SHARE = 30;
    private static final int PERIOD_SECONDS = 6;

    /**
     * What a receiver does with a request.
     *
     * @param status {@link #HANG_UP} for none
     * @param after when
     */
    record Reaction(int status, Duration after) {
        /** The connection ends without an answer. */
        static final int HANG_UP = 0;

        boolean accepts() {
            return status == OK;
        }
    }

    /** Returns whether it gets one event in many only, because it would hold up the run. */
    boolean isRare() {
        return this == FAILING || this == GONE;
    }

    /** Returns the reaction to a request for {@code delivery} at {@code epochSecond}; {@code random} decides by chance. */
    Reaction to(String delivery, long epochSecond, SplittableRandom random) {
        return switch (this) {
            case STEADY -> now(OK);
            case SLOW -> new Reaction(OK, Duration.ofMillis(random.nextLong(SLOWEST_MS)));
            case MOODY -> now(random.nextInt(10) == 0 ? ERROR : OK);
            case PICKY -> now(Math.floorMod(delivery.hashCode(), PICKY_SHARE) == 0 ? ERROR : OK);
            case BUSY -> now(random.nextInt(20) == 0 ? TOO_MANY : OK);
            case RUDE -> now(random.nextInt(30) == 0 ? Reaction.HANG_UP : OK);
            case HANGING -> random.nextInt(30) == 0 ? new Reaction(Reaction.HANG_UP, FOR_EVER) : now(OK);
            case FLAPPING -> now(epochSecond % PERIOD_SECONDS == 0 ? ERROR : OK);
            case FAILING -> now(ERROR);
            case GONE -> now(GONE_STATUS);
        };
    }

    private static Reaction now(int status) {
        return new Reaction(status, Duration.ZERO);
    }
}
