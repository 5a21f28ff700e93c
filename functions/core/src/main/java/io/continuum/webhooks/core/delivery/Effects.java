package io.continuum.webhooks.core.delivery;

import io.continuum.webhooks.core.stats.Ending;
import org.jspecify.annotations.Nullable;

/** What an attempt does to its webhook's totals. Pure. */
final class Effects {
    private Effects() {}

    /** Returns the effect of an attempt that turned {@code before} into a record with {@code after} as its status. */
    static Ending.Effect of(@Nullable Delivery before, Status after) {
        Status old = before == null ? Status.PENDING : before.status();
        if (after == Status.CANCELLED && !old.isFinal()) {
            return old == Status.FAILED ? Ending.Effect.DROPPED_RETRYING : Ending.Effect.DROPPED;
        }
        return switch (old) {
            case PENDING, HELD -> after.isFinal() ? Ending.Effect.FINISHED : Ending.Effect.STARTED_RETRYING;
            case FAILED -> after.isFinal() ? Ending.Effect.FINISHED_RETRYING : Ending.Effect.STILL_RETRYING;
            case DEAD_LETTER -> after == Status.SUCCESS ? Ending.Effect.REVIVED : Ending.Effect.UNCHANGED;
            case SUCCESS, CANCELLED -> Ending.Effect.UNCHANGED;
        };
    }

    /** Returns the effect of giving {@code before} up without a request. */
    static Ending.Effect givenUp(@Nullable Delivery before) {
        Status old = before == null ? Status.PENDING : before.status();
        return switch (old) {
            case PENDING, HELD -> Ending.Effect.GIVEN_UP;
            case FAILED -> Ending.Effect.GIVEN_UP_RETRYING;
            case DEAD_LETTER, SUCCESS, CANCELLED -> Ending.Effect.UNCHANGED;
        };
    }

    /**
     * Returns what attempt {@code number} did, read off its record afterwards: for a worker that died between recording
     * and settling.
     *
     * @return null if the attempt was never recorded
     */
    static @Nullable Ending read(Delivery record, int number) {
        for (int i = 0; i < record.log().size(); i++) {
            Attempt attempt = record.log().get(i);
            if (attempt.number() == number) {
                boolean succeeded = attempt.error() == null;
                return new Ending(effect(record, i), succeeded, attempt.duration(), attempt.endedAt());
            }
        }
        return null;
    }

    private static Ending.Effect effect(Delivery record, int index) {
        Attempt attempt = record.log().get(index);
        boolean wentOn = attempt.nextRetryAt() != null;
        boolean first = index == 0;
        boolean wasFinal = !first && record.log().get(index - 1).nextRetryAt() == null;
        if (wasFinal) {
            // A success stays one, whatever retries by hand came to since.
            boolean wasDead = record.log().subList(0, index).stream().noneMatch(earlier -> earlier.error() == null);
            return wasDead && attempt.error() == null ? Ending.Effect.REVIVED : Ending.Effect.UNCHANGED;
        }
        boolean last = index == record.log().size() - 1;
        if (last && record.status() == Status.CANCELLED && !wentOn) {
            return first ? Ending.Effect.DROPPED : Ending.Effect.DROPPED_RETRYING;
        }
        if (last && record.reason() == Reason.SIGNING_ERROR) {
            return first ? Ending.Effect.GIVEN_UP : Ending.Effect.GIVEN_UP_RETRYING;
        }
        if (wentOn) {
            return first ? Ending.Effect.STARTED_RETRYING : Ending.Effect.STILL_RETRYING;
        }
        return first ? Ending.Effect.FINISHED : Ending.Effect.FINISHED_RETRYING;
    }
}
