package io.continuum.webhooks.core.delivery;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes one picture of a delivery's record and its place in the waiting room; for stores. Pure. */
public final class Pictures {
    private Pictures() {}

    /**
     * Returns the delivery as people see it.
     *
     * @param record null = there is none
     * @param place as it was put, its log may be missing; null = there is none
     * @return null if there is neither
     */
    public static @Nullable Delivery of(@Nullable Delivery record, @Nullable Delivery place) {
        Waiting waiting = place == null ? null : place.waiting();
        if (record == null || place == null || waiting == null) {
            return record == null ? place : record;
        }
        return isStale(record, place.completedAt(), waiting) ? record : record.waitingFor(waiting);
    }

    /**
     * Returns whether a place is a leftover: its worker died between the record and the place's removal. Then the attempt
     * that it waits for is recorded, or the delivery ended after the place was made.
     */
    private static boolean isStale(Delivery record, @Nullable Instant placeCompletedAt, Waiting waiting) {
        boolean made = waiting.attempt() <= record.attempts();
        boolean ended = record.status().isFinal() && !Objects.equals(record.completedAt(), placeCompletedAt);
        return made || ended;
    }
}
