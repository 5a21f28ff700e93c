package io.continuum.webhooks.local.ledger;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Compares each attempt in the records with the receivers' logs, and says why there was a request without an attempt. */
final class AuditRequests {
    static final String ATTEMPTS = "attempts recorded";
    static final String UNSEEN = "attempts that their receiver never saw";
    static final String REQUESTS = "requests received";
    static final String BY_KILL = "duplicates in flight at a kill";
    static final String BY_COPY = "duplicates of messages handed out twice";
    static final String BY_FAULT = "duplicates of attempts that could not be recorded";
    static final String BY_REDELIVERY = "duplicates of copies and redeliveries that raced the first";
    static final String IN_FLIGHT = "tasks in flight at kills";

    /**
     * Both processes read one clock, and a thread that reads it may then wait for a processor. A record has the time before
     * the request was made up and the duration of the request alone, so its end is early by whatever lies between.
     */
    private static final Duration SLACK = Duration.ofMillis(20);

    private static final Duration LATE = Duration.ofSeconds(5);

    /** From a request's arrival to its record, at most: the time-out, and some repetitions of the write. */
    private static final Duration UNTIL_RECORDED = Duration.ofSeconds(8);

    private final Map<String, List<Arrival>> open = new HashMap<>();
    private final List<Books.Recorded> records;
    private final Verdict verdict;

    AuditRequests(List<Arrival> arrivals, List<Books.Recorded> records, Verdict verdict) {
        this.records = records;
        this.verdict = verdict;
        arrivals.forEach(arrival ->
                open.computeIfAbsent(arrival.delivery(), _ -> new ArrayList<>()).add(arrival));
        verdict.count(REQUESTS, arrivals.size());
    }

    void compare(List<Life> lives, Witness witness) {
        Set<String> known = new HashSet<>();
        for (Books.Recorded record : records) {
            known.add(record.delivery());
            List<Arrival> seen = open.getOrDefault(record.delivery(), List.of());
            record.log().stream()
                    .sorted(Comparator.comparing(Books.Try::start))
                    .forEach(attempt -> match(record, attempt, seen));
            if (record.attempts() != record.log().size()) {
                verdict.unexplained("its count of attempts is not that of its log: " + record);
            }
        }
        Map<Life, Integer> byLife = new HashMap<>();
        open.forEach((delivery, left) -> left.forEach(arrival -> {
            if (!known.contains(delivery) && killed(arrival, lives).isEmpty()) {
                verdict.unexplained("a request of a delivery without a record: " + arrival);
            } else {
                explain(arrival, lives, witness, byLife);
            }
        }));
        lives.stream().filter(Life::killed).forEach(life -> {
            verdict.count(IN_FLIGHT, life.held());
            if (byLife.getOrDefault(life, 0) > life.held()) {
                verdict.unexplained("more duplicates than tasks in flight: " + byLife.get(life) + ", " + life);
            }
        });
    }

    /** Takes the request of an attempt out of those that are open. */
    private void match(Books.Recorded record, Books.Try attempt, List<Arrival> seen) {
        verdict.count(ATTEMPTS);
        Optional<Arrival> request = seen.stream()
                .filter(arrival -> !arrival.at().isBefore(attempt.start().minus(SLACK))
                        && !arrival.at().isAfter(attempt.end().plus(LATE))
                        && (attempt.code() == 0
                                || attempt.code() == arrival.reaction().status()))
                .findFirst();
        if (request.isPresent()) {
            seen.remove(request.get());
        } else if (attempt.code() == 0) {
            verdict.count(UNSEEN);
        } else {
            verdict.unexplained("a recorded answer that no receiver gave: " + attempt + " of " + record);
        }
    }

    private void explain(Arrival arrival, List<Life> lives, Witness witness, Map<Life, Integer> byLife) {
        Optional<Life> life = killed(arrival, lives);
        if (life.isPresent()) {
            verdict.count(BY_KILL);
            byLife.merge(life.get(), 1, Integer::sum);
        } else if (witness.wasCopied(arrival.delivery())) {
            verdict.count(BY_COPY);
        } else if (witness.wasUnrecorded(arrival.delivery())) {
            verdict.count(BY_FAULT);
        } else if (witness.wasRedelivered(arrival.delivery())) {
            // Its record was read before the first worker wrote it, and its admission came after that one's settlement.
            verdict.count(BY_REDELIVERY);
        } else {
            verdict.unexplained("a request without an attempt: " + arrival);
        }
    }

    /** Returns the life that was killed while it may not have recorded a request yet. */
    private static Optional<Life> killed(Arrival arrival, List<Life> lives) {
        return lives.stream()
                .filter(life -> life.killed()
                        && !arrival.at().isBefore(life.started())
                        && !arrival.at().isAfter(life.ended())
                        && arrival.at().plus(UNTIL_RECORDED).isAfter(life.ended()))
                .findFirst();
    }
}
