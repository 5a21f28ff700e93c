package io.continuum.webhooks.local.ledger;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

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

    /** Errors of attempts whose request may not have gone out, or may wait unread at a busy receiver. */
    private static final List<String> WITHOUT_A_REQUEST = List.of("connect_refused", "connect_timeout", "timeout");

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
        Map<String, Books.Recorded> known = new HashMap<>();
        Excuses excuses = new Excuses(witness);
        for (Books.Recorded record : records) {
            known.put(record.delivery(), record);
            List<Arrival> seen = open.getOrDefault(record.delivery(), List.of());
            // Those with an answer first: a time-out fits any request.
            record.log().stream()
                    .sorted(Comparator.comparing((Books.Try attempt) -> attempt.code() == 0)
                            .thenComparing(Books.Try::start))
                    .forEach(attempt -> match(record, attempt, seen));
            numbers(record);
            if (record.attempts() != record.log().size()) {
                verdict.unexplained("its count of attempts is not that of its log: " + record);
            }
        }
        Map<Life, Integer> byLife = new HashMap<>();
        open.forEach((delivery, left) -> left.stream()
                .sorted(Comparator.comparing(Arrival::at))
                .forEach(arrival -> explain(arrival, known.get(delivery), killed(arrival, lives), excuses, byLife)));
        lives.stream().filter(Life::killed).forEach(life -> {
            verdict.count(IN_FLIGHT, life.held());
            if (byLife.getOrDefault(life, 0) > life.held()) {
                verdict.unexplained("more duplicates than tasks in flight: " + byLife.get(life) + ", " + life);
            }
        });
    }

    private void numbers(Books.Recorded record) {
        List<Integer> numbers = record.log().stream()
                .sorted(Comparator.comparing(Books.Try::start))
                .map(Books.Try::number)
                .toList();
        if (!numbers.equals(IntStream.rangeClosed(1, numbers.size()).boxed().toList())) {
            verdict.unexplained("its attempts are not 1 to n: " + record);
        }
    }

    /** Takes the request of an attempt out of those that are open. */
    private void match(Books.Recorded record, Books.Try attempt, List<Arrival> seen) {
        verdict.count(ATTEMPTS);
        Optional<Arrival> request = seen.stream()
                .filter(arrival -> !arrival.at().isBefore(attempt.start().minus(SLACK))
                        && !arrival.at().isAfter(attempt.end().plus(LATE))
                        && answers(arrival, attempt))
                .findFirst();
        if (request.isPresent()) {
            seen.remove(request.get());
        } else if (attempt.code() == 0 && WITHOUT_A_REQUEST.stream().anyMatch(attempt.error()::startsWith)) {
            verdict.count(UNSEEN);
        } else if (attempt.code() == 0) {
            verdict.unexplained("a recorded attempt that no receiver saw: " + attempt + " of " + record);
        } else {
            verdict.unexplained("a recorded answer that no receiver gave: " + attempt + " of " + record);
        }
    }

    /** No answer is a receiver's that hung up, or one to whom the time-out came first. */
    private static boolean answers(Arrival arrival, Books.Try attempt) {
        return attempt.code() == arrival.reaction().status()
                || (attempt.code() == 0 && attempt.error().startsWith("timeout"));
    }

    private void explain(
            Arrival arrival,
            Books.@Nullable Recorded record,
            Optional<Life> life,
            Excuses excuses,
            Map<Life, Integer> byLife) {
        if (life.isPresent() && Excuses.mayBeUnrecorded(arrival, record)) {
            verdict.count(BY_KILL);
            byLife.merge(life.get(), 1, Integer::sum);
            return;
        }
        String kind = excuses.take(arrival, record);
        if (kind != null) {
            verdict.count(kind);
        } else if (record == null) {
            verdict.unexplained("a request of a delivery without a record: " + arrival);
        } else {
            verdict.unexplained("a request without an attempt: " + arrival + " of " + record);
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
