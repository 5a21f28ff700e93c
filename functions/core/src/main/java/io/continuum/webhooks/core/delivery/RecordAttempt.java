package io.continuum.webhooks.core.delivery;

import io.continuum.webhooks.core.journal.Journal;
import io.continuum.webhooks.core.problem.Unavailable;
import io.continuum.webhooks.core.retry.Jitter;
import io.continuum.webhooks.core.stats.Ending;
import io.continuum.webhooks.core.stats.Stats;
import io.continuum.webhooks.core.webhook.Webhook;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Makes an attempt count: first its record, by condition, then what follows from it, and only then may the message go.
 * A worker that dies in between leaves a message that {@link Copies} finishes.
 */
final class RecordAttempt {
    private final DeliveryPorts ports;
    private final Copies copies;
    private final GiveUp giveUp;
    private final ActOnFinding findings;
    private final RandomGenerator random;

    RecordAttempt(DeliveryPorts ports, Copies copies, GiveUp giveUp, ActOnFinding findings, RandomGenerator random) {
        this.ports = ports;
        this.copies = copies;
        this.giveUp = giveUp;
        this.findings = findings;
        this.random = random;
    }

    /**
     * Records {@code made}, sends what follows, and says what to count.
     *
     * @param known the webhook's totals when the attempt was admitted
     */
    Completed record(Member member, Webhook webhook, MakeAttempt.Made made, Stats known) {
        DeliveryTask task = member.task();
        NextStep step = Judge.next(webhook, made.result(), member.before(), task.attempt(), made.endedAt());
        Finding finding = Judge.finding(webhook, made.result(), known, made.endedAt());
        return record(member, webhook, made.attempt().showing(finding), step);
    }

    /** Records an attempt that ended with {@code step}. */
    Completed record(Member member, Webhook webhook, Attempt attempt, NextStep step) {
        Delivery after = member.record().attempted(with(attempt, step), status(step), reason(member, step));
        DeliveryLog.Written written;
        try {
            written = ports.log().write(member.before(), after);
        } catch (Unavailable e) {
            // The receiver has it, the record does not: the message comes back, and the receiver sees the same id.
            ports.journal()
                    .write(
                            Journal.Level.WARNING,
                            "delivery.unrecorded",
                            AttemptLine.fields(member, webhook, after, step));
            return Completed.LEFT;
        }
        return switch (written) {
            case DeliveryLog.Written.Done _ -> follow(member, webhook, after, step);
            case DeliveryLog.Written.Fenced(Delivery current) -> fenced(member, current);
        };
    }

    private Completed follow(Member member, Webhook webhook, Delivery after, NextStep step) {
        DeliveryTask task = member.task();
        Attempt attempt = after.log().getLast();
        Ending ending = ending(member, after, step);
        ports.journal().write(level(step), "delivery.attempted", AttemptLine.fields(member, webhook, after, step));
        try {
            switch (step) {
                case NextStep.RetryAt(Instant due) -> ports.queue().send(retry(task, after, due));
                case NextStep.GiveUp _ -> giveUp.tell(after);
                case NextStep.Done _, NextStep.Stay _, NextStep.Abort _ -> {
                    // Nothing follows.
                }
            }
            findings.act(task.key().webhook(), attempt, member.received().redelivered());
            if (member.received().mayHaveWaited()) {
                ports.waiting().remove(task.key(), task.attempt());
            }
            return new Completed(true, ending);
        } catch (Unavailable e) {
            return new Completed(false, ending);
        }
    }

    /** Returns what to count; null if nothing was sent and nothing has changed. */
    private static @Nullable Ending ending(Member member, Delivery after, NextStep step) {
        Attempt attempt = after.log().getLast();
        if (attempt.isUnsigned() && step instanceof NextStep.Stay) {
            return null;
        }
        Ending.Effect effect =
                attempt.isUnsigned() ? Effects.givenUp(member.before()) : Effects.of(member.before(), after.status());
        return new Ending(effect, step instanceof NextStep.Done, attempt.duration(), attempt.endedAt());
    }

    private DeliveryTask retry(DeliveryTask task, Delivery after, Instant due) {
        Instant ended = after.log().getLast().endedAt();
        Instant spread = ended.plus(Jitter.add(Duration.between(ended, due), random));
        return task.next(task.attempt() + 1, due, spread);
    }

    private Completed fenced(Member member, Delivery current) {
        try {
            copies.finish(member, current);
            return Completed.DROPPED;
        } catch (Unavailable e) {
            return Completed.LEFT;
        }
    }

    private static Attempt with(Attempt attempt, NextStep step) {
        return step instanceof NextStep.RetryAt(Instant due) ? attempt.retriedAt(due) : attempt;
    }

    private static Status status(NextStep step) {
        return switch (step) {
            case NextStep.Done _ -> Status.SUCCESS;
            case NextStep.RetryAt _ -> Status.FAILED;
            case NextStep.GiveUp _ -> Status.DEAD_LETTER;
            case NextStep.Abort _ -> Status.CANCELLED;
            case NextStep.Stay(Status status) -> status;
        };
    }

    private static @Nullable Reason reason(Member member, NextStep step) {
        return switch (step) {
            case NextStep.GiveUp(Reason reason) -> reason;
            case NextStep.Stay _ ->
                member.before() == null ? null : member.before().reason();
            case NextStep.Done _, NextStep.RetryAt _, NextStep.Abort _ -> null;
        };
    }

    private static Journal.Level level(NextStep step) {
        return switch (step) {
            case NextStep.Done _ -> Journal.Level.INFO;
            case NextStep.RetryAt _, NextStep.Stay _, NextStep.Abort _ -> Journal.Level.WARNING;
            case NextStep.GiveUp _ -> Journal.Level.ERROR;
        };
    }
}
