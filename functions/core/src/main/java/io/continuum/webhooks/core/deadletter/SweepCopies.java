package io.continuum.webhooks.core.deadletter;

import io.continuum.webhooks.core.id.DeliveryKey;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Removes copies whose delivery is no dead letter any more: the records are the truth. It looks at some copies at a time
 * and puts the rest back at once, so that whoever counts the queue misses few of them, and briefly. Thread-safe.
 */
public final class SweepCopies {
    /** Copies that are out of sight at a time: one read of a hundred records. */
    private static final int SLICE = 100;

    /** Copies of one sweep: ten thousand are looked at in ten minutes. */
    private static final int MOST = 1_000;

    private final DeadLetterCopies copies;
    private final DeadLetters deadLetters;
    private final InstantSource clock;

    /** Judges {@code copies} by {@code deadLetters}. */
    public SweepCopies(DeadLetterCopies copies, DeadLetters deadLetters, InstantSource clock) {
        this.copies = copies;
        this.deadLetters = deadLetters;
        this.clock = clock;
    }

    /** Looks at a bounded number of copies, until {@code deadline} at most; returns how many it removed. */
    public int sweep(Instant deadline) {
        Set<String> seen = new HashSet<>();
        int removed = 0;
        for (int looked = 0; looked < MOST && clock.instant().isBefore(deadline); looked += SLICE) {
            List<DeadLetterCopies.Copy> slice = copies.take(SLICE);
            removed += judge(slice);
            boolean anyNew = false;
            for (DeadLetterCopies.Copy copy : slice) {
                anyNew |= seen.add(copy.messageId());
            }
            if (slice.size() < SLICE || !anyNew) {
                return removed;
            }
        }
        return removed;
    }

    private int judge(List<DeadLetterCopies.Copy> slice) {
        if (slice.isEmpty()) {
            return 0;
        }
        List<DeliveryKey> keys = slice.stream()
                .map(DeadLetterCopies.Copy::delivery)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        Set<DeliveryKey> dead = deadLetters.listed(keys);
        List<DeadLetterCopies.Copy> over = new ArrayList<>();
        List<DeadLetterCopies.Copy> others = new ArrayList<>();
        for (DeadLetterCopies.Copy copy : slice) {
            // What nobody can read is left for whoever watches the queue.
            (copy.delivery() == null || dead.contains(copy.delivery()) ? others : over).add(copy);
        }
        copies.putBack(others);
        copies.remove(over);
        return over.size();
    }
}
