package io.continuum.webhooks.core.delivery;

import io.continuum.webhooks.core.admission.WaitReason;
import io.continuum.webhooks.core.problem.Unavailable;
import io.continuum.webhooks.core.retry.Jitter;
import io.continuum.webhooks.core.stats.Ending;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Deals with attempts that are not made now. None of this counts as an attempt. */
final class PutOff {
    /** How long a delivery waits beyond its schedule before it is given up. Source: spec §5. */
    static final Duration PATIENCE = Duration.ofDays(3);

    /** The longest wait for what has no known end, after many short ones. */
    private static final Duration LONGEST_BLIND_WAIT = Duration.ofSeconds(60);

    private static final int DOUBLINGS = 6;

    private final DeliveryPorts ports;
    private final GiveUp giveUp;
    private final CancelErased cancelErased;
    private final RandomGenerator random;

    PutOff(DeliveryPorts ports, GiveUp giveUp, RandomGenerator random) {
        this.ports = ports;
        this.giveUp = giveUp;
        this.cancelErased = new CancelErased(ports);
        this.random = random;
    }

    /** Sends the task round again, to come back after {@code until}. */
    Completed send(Member member, WaitReason reason, Instant until, Instant now) {
        DeliveryTask task = member.task();
        if (expired(task, now)) {
            return giveUp(member, now);
        }
        // Where nobody knows when (a slot comes free, a probe ends), the waits grow.
        Instant earliest = until.isAfter(now) ? until : now.plus(growing(task));
        Instant back = now.plus(Jitter.add(Duration.between(now, earliest), random));
        // What was parked and finds no slot or no rate now waits for moments: a place would cost two more writes.
        boolean briefly = task.released() && reason != WaitReason.BREAKER;
        DeliveryTask later = briefly ? task.putOffBriefly(back) : task.putOff(back, reason);
        return guarded(() -> {
            if (!briefly && task.waitingFor() != reason) {
                Waiting place = new Waiting(task.attempt(), reason, task.due(), back, false);
                ports.waiting().put(member.record().waitingFor(place));
            }
            ports.queue().send(later);
            return Completed.DROPPED;
        });
    }

    /**
     * Gives the delivery a place in the waiting room instead of a queue; the caller sets the wake. What went round behind
     * the open breaker before has its place already, and keeps it as it is: to wait costs two writes, however long.
     */
    Completed park(Member member, Waiting place, Instant now) {
        if (expired(member.task(), now)) {
            return giveUp(member, now);
        }
        return guarded(() -> {
            if (place.reason() == null || member.task().waitingFor() != place.reason()) {
                ports.waiting().put(member.record().waitingFor(place));
            }
            return Completed.DROPPED;
        });
    }

    /** Ends the delivery of a webhook that is deleted. */
    Completed cancel(Member member, Instant now) {
        return end(member, member.record().ended(Status.CANCELLED, null, now));
    }

    /** Ends the delivery of an event whose payload is gone; its webhook lives on, so its totals must stay exact. */
    Completed cancelErased(Member member, Instant now) {
        return guarded(() -> {
            cancelErased.end(member.before(), member.record(), now);
            return Completed.DROPPED;
        });
    }

    private Completed giveUp(Member member, Instant now) {
        return end(member, member.record().ended(Status.DEAD_LETTER, Reason.EXPIRED, now));
    }

    private Completed end(Member member, Delivery after) {
        Delivery before = member.before();
        if (before != null && before.status().isFinal()) {
            // A retry by hand that never went: what was final stays as it was.
            return guarded(() -> {
                forget(member);
                return Completed.DROPPED;
            });
        }
        DeliveryLog.Written written;
        try {
            written = ports.log().write(before, after);
        } catch (Unavailable e) {
            return Completed.LEFT;
        }
        return switch (written) {
            case DeliveryLog.Written.Done _ -> ended(member, after);
            case DeliveryLog.Written.Fenced(Delivery current) ->
                current.status() == after.status() && member.received().redelivered()
                        ? guarded(() -> told(member, current, null))
                        : Completed.DROPPED;
        };
    }

    private Completed ended(Member member, Delivery after) {
        if (after.status() != Status.DEAD_LETTER) {
            return guarded(() -> told(member, after, null));
        }
        Instant at = after.completedAt() == null ? after.createdAt() : after.completedAt();
        Ending ending = new Ending(Effects.givenUp(member.before()), false, Duration.ZERO, at);
        giveUp.journal(after);
        try {
            return told(member, after, ending);
        } catch (Unavailable e) {
            // Counted now, because the redelivery finds it recorded and only tells.
            return new Completed(false, ending);
        }
    }

    private Completed told(Member member, Delivery ended, @Nullable Ending ending) {
        if (ended.status() == Status.DEAD_LETTER) {
            giveUp.tell(ended);
        }
        forget(member);
        return new Completed(true, ending);
    }

    private void forget(Member member) {
        if (member.received().mayHaveWaited()) {
            ports.waiting().remove(member.task().key(), member.task().attempt());
        }
    }

    /** Returns whether a task has waited so long that it is given up instead of made to wait again. */
    static boolean expired(DeliveryTask task, Instant now) {
        return !now.isBefore(task.due().plus(PATIENCE));
    }

    private static Duration growing(DeliveryTask task) {
        Duration doubled = Duration.ofSeconds(1L << Math.min(task.waits(), DOUBLINGS));
        return doubled.compareTo(LONGEST_BLIND_WAIT) < 0 ? doubled : LONGEST_BLIND_WAIT;
    }

    private static Completed guarded(Supplier<Completed> work) {
        try {
            return work.get();
        } catch (Unavailable e) {
            return Completed.LEFT;
        }
    }
}
