package io.continuum.webhooks.local.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the platform says at the end, read from its tables, its API and its queues.
 *
 * @param events by id
 * @param records of deliveries
 * @param places in the waiting room: delivery ids
 * @param states by webhook
 * @param stats by webhook, as the API answers them
 * @param deadLetterCopies how many copies of each delivery the dead-letter queue has
 * @param poison messages in the infrastructure dead-letter queue
 */
record Books(
        Map<String, Event> events,
        List<Recorded> records,
        Map<String, Place> places,
        Map<String, State> states,
        Map<String, Stats> stats,
        Map<String, Integer> deadLetterCopies,
        List<String> poison) {

    /**
     * An event's item.
     *
     * @param number which of the ledger's it is
     * @param matches ids of webhooks; null = never fanned out
     */
    record Event(int number, @Nullable Set<String> matches) {}

    /** A delivery's record. */
    record Recorded(
            String webhook, String delivery, String event, String status, String reason, int attempts, List<Try> log) {}

    /**
     * An attempt in a record.
     *
     * @param number from 1
     * @param code of the answer; 0 = there was none
     * @param error why there was none; empty = there was one
     */
    record Try(int number, Instant start, Instant end, int code, String error) {}

    /** A delivery that waits, with a record or without. */
    record Place(String webhook, String delivery, String event) {}

    /** A webhook's state item. */
    record State(boolean live, long attempts, boolean slots) {}

    /** What {@code GET /webhooks/{id}/stats} answers. */
    record Stats(long total, long successful, long failed, long pending) {}
}
