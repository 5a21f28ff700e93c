package io.continuum.webhooks.core.delivery;

import io.continuum.webhooks.core.admission.WaitReason;
import io.continuum.webhooks.core.event.Event;
import io.continuum.webhooks.core.id.DeliveryKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to make: what lies in a delivery queue.
 *
 * @param key which delivery of which webhook
 * @param attempt the attempt to make, from 1
 * @param due when the schedule wants it
 * @param notBefore when it may be made at the earliest; a task that comes sooner is sent round again
 * @param event what to deliver; without its data if {@code pointer}
 * @param pointer whether the data must be read from the event's item, because it is too large for a queue or because
 *     the task was made from a record
 * @param manual asked for by a person
 * @param possibleCopy whether another task for the same attempt may exist: the record is read first
 * @param waits how often it was put off without an attempt
 * @param waitingFor what the waiting room says about it; null = it has no place there
 * @param paced asked for by a person, and yet it keeps to breaker and rate: one of many that a redrive brings back, or
 *     one that was parked meanwhile
 */
public record DeliveryTask(
        DeliveryKey key,
        int attempt,
        Instant due,
        Instant notBefore,
        Event event,
        boolean pointer,
        boolean manual,
        boolean possibleCopy,
        int waits,
        @Nullable WaitReason waitingFor,
        boolean paced) {

    /** Makes a task that is not paced. */
    public DeliveryTask(
            DeliveryKey key,
            int attempt,
            Instant due,
            Instant notBefore,
            Event event,
            boolean pointer,
            boolean manual,
            boolean possibleCopy,
            int waits,
            @Nullable WaitReason waitingFor) {
        this(key, attempt, due, notBefore, event, pointer, manual, possibleCopy, waits, waitingFor, false);
    }

    /** Returns the first task of a delivery, due after {@code due}. */
    public static DeliveryTask first(DeliveryKey key, Event event, Instant due, boolean possibleCopy) {
        return new DeliveryTask(key, 1, due, due, event, false, false, possibleCopy, 0, null);
    }

    /** Returns the task of attempt {@code number}, wanted at {@code when} and spread to {@code earliest}. */
    public DeliveryTask next(int number, Instant when, Instant earliest) {
        return new DeliveryTask(key, number, when, earliest, event, pointer, false, possibleCopy, 0, null);
    }

    /** Returns this task for another round without an attempt; from now on its record is read first. */
    public DeliveryTask putOff(Instant until, WaitReason reason) {
        return new DeliveryTask(key, attempt, due, until, event, pointer, manual, true, waits + 1, reason, paced);
    }

    /** Returns whether it comes from the waiting room and has no place there any more. */
    public boolean released() {
        return waits > 0 && waitingFor == null;
    }

    /**
     * Returns this task for another round without an attempt and without a place in the waiting room: it comes from there,
     * and will soon be made.
     */
    public DeliveryTask putOffBriefly(Instant until) {
        return new DeliveryTask(key, attempt, due, until, event, pointer, manual, true, waits + 1, null, paced);
    }

    /** Returns this task, its record to be read first. */
    public DeliveryTask asPossibleCopy() {
        return new DeliveryTask(key, attempt, due, notBefore, event, pointer, manual, true, waits, waitingFor, paced);
    }

    /** Returns this task without its event's data. */
    public DeliveryTask pointing() {
        return new DeliveryTask(
                key, attempt, due, notBefore, event, true, manual, possibleCopy, waits, waitingFor, paced);
    }

    /** Returns the task that a person asks for: attempt {@code number}, now, whatever the record's state is. */
    public static DeliveryTask byHand(DeliveryKey key, int number, Event event, Instant now) {
        return new DeliveryTask(key, number, now, now, event, true, true, true, 0, null);
    }

    /** Returns the task of a redrive: attempt {@code number}, as soon as breaker, rate and slots let it go. */
    public static DeliveryTask redriven(DeliveryKey key, int number, Event event, Instant now) {
        return new DeliveryTask(key, number, now, now, event, true, true, true, 0, null, true);
    }

    /** Returns whether it goes past an open breaker and a used-up rate, because a person waits for it. */
    public boolean urgent() {
        return manual && !paced;
    }

    /**
     * Returns the task that brings a parked delivery back; one that was final can only wait because a person asked. Nobody
     * waits for that answer any more, and it may be one of thousands of a redrive: it keeps to breaker and rate.
     *
     * @param when it goes at the earliest
     */
    public static DeliveryTask released(Delivery parked, Waiting place, Event event, Instant when) {
        boolean byHand = parked.completedAt() != null;
        return new DeliveryTask(
                parked.key(), place.attempt(), place.due(), when, event, true, byHand, true, 1, null, byHand);
    }
}
