package io.continuum.webhooks.core.admission;

import io.continuum.webhooks.core.breaker.Breaker;
import io.continuum.webhooks.core.id.DeliveryId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Who of a group may send now. Pure: the caller makes the returned state real with one conditional write, and only
 * then sends.
 *
 * @param next the state with the slots, the rate and the probe taken; equal to the given one if nobody may send
 * @param decisions one per request, in order
 */
public record Admission(WebhookState next, List<Decision> decisions) {
    /** A slot outlives its request's time-out by this much: time to load the configuration and to record. */
    public static final Duration SLOT_SLACK = Duration.ofSeconds(10);

    /**
     * One attempt that wants to go.
     *
     * @param manual asked for by a person: it may be the probe of an open breaker before its time, and needs no rate
     */
    public record Request(DeliveryId delivery, int attempt, boolean manual) {}

    /** What becomes of a request. */
    public sealed interface Decision {
        /** Send; the breaker's epoch goes back with the result. */
        record Go(Slot slot, long epoch) implements Decision {}

        /** Not before {@code until}. */
        record Wait(WaitReason reason, Instant until) implements Decision {}

        /** Not while the webhook is disabled. */
        record Hold() implements Decision {}

        /** Never: the webhook is deleted. */
        record Cancel() implements Decision {}
    }

    /**
     * Decides about {@code requests}, in their order, for a state that holds no expired slot any more.
     *
     * @param ceiling what the operator allows at most
     */
    public static Admission admit(WebhookState state, List<Request> requests, Capacity ceiling, Instant now) {
        Capacity capacity = state.capacity().within(ceiling);
        List<Decision> decisions = new ArrayList<>(requests.size());
        WebhookState current = state;
        for (Request request : requests) {
            Decision decision = decide(current, request, capacity, now);
            if (decision instanceof Decision.Go(Slot slot, long _)) {
                current = taken(current, slot, now);
                decision = new Decision.Go(slot, current.epoch());
            }
            decisions.add(decision);
        }
        return new Admission(current, List.copyOf(decisions));
    }

    private static Decision decide(WebhookState state, Request request, Capacity capacity, Instant now) {
        return switch (state.life()) {
            case DELETED -> new Decision.Cancel();
            case DISABLED -> new Decision.Hold();
            case LIVE -> decideLive(state, request, capacity, now);
        };
    }

    private static Decision decideLive(WebhookState state, Request request, Capacity capacity, Instant now) {
        // A copy whose original is in flight: the original may be dead, so the copy waits for the slot to end.
        for (Slot slot : state.slots()) {
            if (slot.delivery().equals(request.delivery()) && slot.attempt() == request.attempt()) {
                return new Decision.Wait(WaitReason.CAPACITY, slot.expiresAt());
            }
        }
        if (breakerBars(state.breaker(), request, now) instanceof Decision.Wait wait) {
            return wait;
        }
        if (state.slots().size() >= capacity.maxConcurrency()) {
            return new Decision.Wait(WaitReason.CAPACITY, now);
        }
        RateWindow rate = state.rate().at(now);
        int limit = capacity.ratePerMinute();
        if (limit > 0 && rate.used() >= limit && !request.manual()) {
            return new Decision.Wait(WaitReason.RATE, rate.end());
        }
        Instant expires = now.plus(capacity.timeout()).plus(SLOT_SLACK);
        return new Decision.Go(new Slot(request.delivery(), request.attempt(), wholeSeconds(expires)), state.epoch());
    }

    /** Returns the wait that the breaker imposes, or the request's own hold if it bars nothing. */
    private static Decision breakerBars(Breaker breaker, Request request, Instant now) {
        Decision pass = new Decision.Hold();
        return switch (breaker) {
            case Breaker.Closed _ -> pass;
            case Breaker.Open open ->
                now.isBefore(open.until()) && !request.manual()
                        ? new Decision.Wait(WaitReason.BREAKER, open.until())
                        : pass;
            case Breaker.HalfOpen half ->
                now.isBefore(half.leaseUntil()) ? new Decision.Wait(WaitReason.BREAKER, now) : pass;
        };
    }

    private static WebhookState taken(WebhookState state, Slot slot, Instant now) {
        List<Slot> slots = new ArrayList<>(state.slots());
        slots.add(slot);
        WebhookState taken = state.with(slots, state.rate().at(now).plusOne());
        return switch (state.breaker()) {
            case Breaker.Closed _ -> taken;
            case Breaker.Open _, Breaker.HalfOpen _ ->
                taken.with(state.breaker().probing(now, slot.expiresAt()));
        };
    }

    private static Instant wholeSeconds(Instant instant) {
        return Instant.ofEpochSecond(instant.getEpochSecond() + (instant.getNano() > 0 ? 1 : 0));
    }
}
