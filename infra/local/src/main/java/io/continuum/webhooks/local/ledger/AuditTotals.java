package io.continuum.webhooks.local.ledger;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares each webhook's stats and the dead-letter queue with the records. */
final class AuditTotals {
    static final String COPIES = "copies in the dead-letter queue";

    private final Books books;
    private final Verdict verdict;

    AuditTotals(Books books, Verdict verdict) {
        this.books = books;
        this.verdict = verdict;
    }

    void compare() {
        books.stats().forEach(this::stats);
        Set<String> dead = books.records().stream()
                .filter(record -> record.status().equals("dead_letter"))
                .map(Books.Recorded::delivery)
                .collect(Collectors.toSet());
        Set<String> copies = books.deadLetterCopies().keySet();
        without(dead, copies).forEach(one -> verdict.unexplained("a dead letter without a copy: " + one));
        without(copies, dead).forEach(one -> verdict.unexplained("a copy of what is not dead: " + one));
        books.deadLetterCopies().values().forEach(many -> verdict.count(COPIES, many));
        books.poison().forEach(body -> verdict.unexplained("in the infrastructure dead-letter queue: " + body));
    }

    private void stats(String webhook, Books.Stats stats) {
        List<Books.Recorded> records = books.records().stream()
                .filter(record -> record.webhook().equals(webhook))
                .toList();
        long successful = having(records, "success");
        long failed = having(records, "dead_letter");
        Set<String> waiting = books.places().values().stream()
                .filter(place -> place.webhook().equals(webhook))
                .map(Books.Place::delivery)
                .collect(Collectors.toSet());
        records.stream()
                .filter(record -> !Audit.isFinal(record))
                .map(Books.Recorded::delivery)
                .forEach(waiting::add);
        Books.Stats counted = new Books.Stats(successful + failed, successful, failed, waiting.size());
        if (!stats.equals(counted)) {
            verdict.unexplained("stats of %s are %s, its records make %s".formatted(webhook, stats, counted));
        }
        Books.State state = books.states().get(webhook);
        long attempts = records.stream().mapToLong(Books.Recorded::attempts).sum();
        if (state == null || state.attempts() != attempts || state.slots()) {
            verdict.unexplained("state of %s is %s, its records have %d attempts".formatted(webhook, state, attempts));
        }
    }

    private static long having(List<Books.Recorded> records, String status) {
        return records.stream().filter(record -> record.status().equals(status)).count();
    }

    private static Set<String> without(Set<String> some, Set<String> others) {
        Set<String> left = new HashSet<>(some);
        left.removeAll(others);
        return left;
    }
}
