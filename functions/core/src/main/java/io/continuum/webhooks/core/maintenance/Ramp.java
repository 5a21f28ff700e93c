package io.continuum.webhooks.core.maintenance;

import io.continuum.webhooks.core.admission.Capacity;
import io.continuum.webhooks.core.admission.Drain;
import io.continuum.webhooks.core.admission.RateWindow;
import io.continuum.webhooks.core.admission.WebhookState;
import io.continuum.webhooks.core.stats.Stats;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * When what waited goes, once the breaker is closed: as many as there are slots at first, doubling every ten seconds
 * (spec §5). Never more than half of what the slots carry at the speed that was seen since, so that new deliveries find
 * some too; and never more than the rate of a clock minute. A plan is for a minute, as that is how often one is made.
 *
 * @param next how far the drain is, once these are released
 * @param times when each of the next ones goes, in whole seconds and in order; the first may lie a moment back
 */
record Ramp(Drain next, List<Instant> times) {
    /** How long a plan is for: the pause between two steps of the maintenance function. */
    static final Duration HORIZON = Duration.ofMinutes(1);

    /** A plan that reaches further than this is still being carried out: a doubled step adds nothing to it. */
    static final Duration AHEAD = Duration.ofSeconds(30);

    /** The ramp doubles after as many seconds. Source: spec §5. */
    private static final int STEP_SECONDS = 10;

    /** More than any webhook can be sent in ten seconds: here the doubling ends. */
    private static final int STEEPEST = 1 << 20;

    /** Of what the slots carry, the part that what waited may take: one in so many. */
    private static final int SHARE = 2;

    private static final int MINUTE_SECONDS = 60;

    /** Returns whether a plan made earlier is still being carried out at {@code now}. */
    static boolean underWay(WebhookState state, Instant now) {
        Drain drain = state.drain();
        return drain != null && drain.plannedUntil().isAfter(now.plus(AHEAD));
    }

    /**
     * Plans the next minute.
     *
     * @param capacity the webhook's, within the operator's
     * @param most how many can be released at most
     */
    static Ramp plan(WebhookState state, Capacity capacity, int most, Instant now) {
        Instant second = now.truncatedTo(ChronoUnit.SECONDS);
        Stats stats = state.stats();
        Drain seen = state.drain();
        Drain drain = seen == null ? Drain.begun(second, capacity.maxConcurrency(), stats) : seen;
        Instant from = drain.plannedUntil().isAfter(second) ? drain.plannedUntil() : second;
        Instant until = second.plus(HORIZON);
        int room = seen == null ? most : Math.min(most, room(state, capacity, now));
        List<Instant> times = new ArrayList<>();
        Rate rate = new Rate(capacity.ratePerMinute(), state.rate().at(now));
        int step = drain.step();
        for (Instant begin = from; begin.isBefore(until); begin = begin.plusSeconds(STEP_SECONDS)) {
            boolean first = drain.released() == 0 && begin.equals(drain.startedAt());
            step(begin, first ? 1 : STEP_SECONDS, step, rate, room, times);
            step = Math.min(STEEPEST, step * 2);
        }
        return new Ramp(drain.planned(until, times.size(), step, stats), List.copyOf(times));
    }

    /** Returns this plan for fewer: the last ones are not there. */
    Ramp within(int many) {
        Drain planned = new Drain(
                next.startedAt(),
                next.plannedUntil(),
                next.released() - (times.size() - many),
                next.step(),
                next.attempts(),
                next.durationMs());
        return new Ramp(planned, times.subList(0, many));
    }

    /** Adds {@code many}, spread over {@code seconds}; what the rate keeps back goes as soon as it lets it, in this step. */
    private static void step(Instant begin, int seconds, int many, Rate rate, int room, List<Instant> times) {
        int gone = 0;
        for (int i = 0; i < STEP_SECONDS; i++) {
            Instant at = begin.plusSeconds(i);
            long due = (long) many * Math.min(i + 1, seconds) / seconds;
            int now = (int) Math.min(Math.min(due - gone, room - times.size()), rate.allowance(at));
            for (int n = 0; n < now; n++) {
                times.add(at);
            }
            rate.take(now);
            gone += now;
        }
    }

    /** Returns how many may go in the next minute, by what the slots carried since the last plan. */
    private static int room(WebhookState state, Capacity capacity, Instant now) {
        int slots = capacity.maxConcurrency();
        Drain drain = state.drain();
        int live = state.slots().size() - state.expiredSlots(now).size();
        if (drain == null || live >= slots) {
            // What was released before is still on its way.
            return 0;
        }
        long attempts = state.stats().attempts() - drain.attempts();
        long duration = state.stats().durationMs() - drain.durationMs();
        if (attempts <= 0 || duration <= 0) {
            return slots;
        }
        long carried = slots * HORIZON.toMillis() * attempts / duration;
        return (int) Math.max(slots, Math.min(STEEPEST, carried / SHARE));
    }

    /** A webhook's rate, handed out second by second, so that each clock minute gets the whole of it and no more. */
    private static final class Rate {
        private final int perMinute;
        private long minute;
        private int left;
        private long tokens;
        private long second = -1;

        Rate(int perMinute, RateWindow window) {
            this.perMinute = perMinute;
            this.minute = window.minute();
            this.left = perMinute - window.used();
        }

        /** Returns how many may go at {@code at}; asked for ever later seconds. */
        int allowance(Instant at) {
            if (perMinute == 0) {
                return Integer.MAX_VALUE;
            }
            long now = at.getEpochSecond();
            long its = Math.floorDiv(now, MINUTE_SECONDS);
            if (its != minute) {
                minute = its;
                left = perMinute;
                tokens = 0;
                second = its * MINUTE_SECONDS - 1;
            }
            long from = second < 0 ? now - 1 : second;
            tokens += share(now) - share(from);
            second = now;
            return (int) Math.max(0, Math.min(tokens, left));
        }

        void take(int many) {
            tokens -= many;
            left -= many;
        }

        private long share(long seconds) {
            return perMinute * (seconds + 1) / MINUTE_SECONDS;
        }
    }
}
