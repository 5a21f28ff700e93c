package io.continuum.webhooks.local.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What may have brought a request that no record has: each hand-out of a task, and each attempt that could not be recorded,
 * excuses one request, and none after the attempt is in the record. Not thread-safe.
 */
final class Excuses {
    /**
     * From the recorded end of an attempt to a request whose sender had read the record before the attempt was in it, at
     * most: what its write, a read, an admission and their repetitions take on a busy machine. 3.6 s was seen there; less
     * than a killed process's messages are away, 12 s.
     */
    static final Duration SLACK = Duration.ofSeconds(5);

    private final Map<String, Integer> copied;
    private final Map<String, Integer> unrecorded;
    private final Map<String, Integer> redelivered;

    Excuses(Witness witness) {
        this.copied = new HashMap<>(witness.copied());
        this.unrecorded = new HashMap<>(witness.unrecorded());
        this.redelivered = new HashMap<>(witness.redelivered());
    }

    /** Takes what excuses a request at {@code arrival}; returns what it is to be counted as, or null if nothing does. */
    @Nullable String take(Arrival arrival, Books.@Nullable Recorded record) {
        List<Books.Try> log = record == null ? List.of() : record.log();
        Instant from = Instant.MIN;
        for (Books.Try attempt :
                log.stream().sorted(Comparator.comparing(Books.Try::start)).toList()) {
            if (!arrival.at().isBefore(from)
                    && !arrival.at().isAfter(attempt.end().plus(SLACK))) {
                String kind = take(Witness.attempt(arrival.delivery(), attempt.number()));
                if (kind != null) {
                    return kind;
                }
            }
            from = attempt.start();
        }
        return record == null || Audit.isFinal(record) || arrival.at().isBefore(from)
                ? null
                : take(Witness.attempt(arrival.delivery(), log.size() + 1));
    }

    /** Returns whether a request came before all that its delivery's record has was in it, or that is not over. */
    static boolean mayBeUnrecorded(Arrival arrival, Books.@Nullable Recorded record) {
        return record == null
                || !Audit.isFinal(record)
                || record.log().stream()
                        .anyMatch(attempt -> !arrival.at().isAfter(attempt.end().plus(SLACK)));
    }

    private @Nullable String take(String attempt) {
        if (take(unrecorded, attempt)) {
            return AuditRequests.BY_FAULT;
        }
        if (take(copied, attempt)) {
            return AuditRequests.BY_COPY;
        }
        // Its record was read before the first worker wrote it, and its admission came after that one's settlement.
        return take(redelivered, attempt) ? AuditRequests.BY_REDELIVERY : null;
    }

    private static boolean take(Map<String, Integer> left, String attempt) {
        int many = left.getOrDefault(attempt, 0);
        left.put(attempt, many - 1);
        return many > 0;
    }
}
