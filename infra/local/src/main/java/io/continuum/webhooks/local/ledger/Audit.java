package io.continuum.webhooks.local.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares what was accepted with what the receivers saw and with what the platform says of it. Not thread-safe. */
final class Audit {
    static final String DELIVERIES = "deliveries";
    static final String SUCCESS = "success";
    static final String DEAD_LETTER = "dead letters";
    static final String HELD = "held";
    static final String INACTIVE = "not fanned out (webhook disabled)";

    /** From an event's acknowledgement to its fan-out, at most: it waits out kills and their visibility time-outs. */
    private static final Duration UNTIL_FANNED_OUT = Duration.ofMinutes(1);

    private final Books books;
    private final Published published;
    private final List<Arrival> arrivals;
    private final Map<String, Integer> receivers;
    private final List<Temper> tempers;
    private final Verdict verdict = new Verdict();

    /**
     * Compares.
     *
     * @param webhooks their ids, in the order of {@code tempers}
     */
    Audit(Books books, Published published, List<Arrival> arrivals, List<String> webhooks, List<Temper> tempers) {
        this.books = books;
        this.published = published;
        this.arrivals = arrivals;
        this.tempers = tempers;
        this.receivers = new HashMap<>();
        for (int i = 0; i < webhooks.size(); i++) {
            receivers.put(webhooks.get(i), i);
        }
    }

    /** Returns what agrees and what does not; requests beyond the records are explained by {@code lives} and witness. */
    Verdict compare(List<Life> lives, Witness witness) {
        Map<String, Books.Recorded> records = new HashMap<>();
        for (Books.Recorded record : books.records()) {
            if (records.put(record.event() + " " + record.webhook(), record) != null) {
                verdict.unexplained("two records of one delivery: " + record);
            }
        }
        Map<String, Books.Place> places = books.places().values().stream()
                .collect(Collectors.toMap(place -> place.event() + " " + place.webhook(), place -> place, (a, _) -> a));
        events(records, places);
        new AuditRequests(arrivals, books.records(), verdict).compare(lives, witness);
        new AuditTotals(books, verdict).compare();
        witness.bugs().forEach(line -> verdict.unexplained("a line in the log: " + line));
        return verdict;
    }

    private void events(Map<String, Books.Recorded> records, Map<String, Books.Place> places) {
        Set<String> expected = new HashSet<>();
        Set<String> accepted = accepted(arrivals);
        for (String id : published.accepted().keySet()) {
            if (!books.events().containsKey(id)) {
                verdict.lost("accepted event without an item: " + id);
            }
        }
        books.events().forEach((id, event) -> {
            if (!published.accepted().containsKey(id) && !published.unanswered().contains(event.number())) {
                verdict.unexplained("nobody published " + id);
            }
            for (String webhook : wanted(id, event)) {
                expected.add(id + " " + webhook);
                judge(id, webhook, records.get(id + " " + webhook), places.get(id + " " + webhook), accepted);
            }
        });
        records.forEach((key, record) -> {
            if (!expected.contains(key)) {
                verdict.unexplained("a record that nobody expected: " + record);
            }
        });
    }

    /** Returns the webhooks that must account for an event: the noted matches, which must be all that subscribe. */
    private Set<String> wanted(String id, Books.Event event) {
        Set<String> matches = event.matches() == null ? Set.of() : event.matches();
        if (published.accepted().containsKey(id)) {
            boolean rare = published.rare().contains(id);
            receivers.forEach((webhook, index) -> {
                Temper temper = tempers.get(index);
                if (temper.isRare() == rare && !matches.contains(webhook)) {
                    if (wasDisabled(webhook, index, id)) {
                        verdict.count(INACTIVE);
                    } else {
                        verdict.lost("accepted event " + id + " was not fanned out to " + webhook);
                    }
                }
            });
        }
        return matches;
    }

    /** Returns whether a webhook may have been disabled by a 410 when an event that was accepted came to be fanned out. */
    private boolean wasDisabled(String webhook, int index, String event) {
        Books.State state = books.states().get(webhook);
        Instant accepted = published.accepted().get(event);
        return accepted != null
                && state != null
                && !state.live()
                && arrivals.stream()
                        .filter(arrival -> arrival.webhook() == index)
                        .filter(arrival -> arrival.reaction().status() == Temper.GONE_STATUS)
                        .map(Arrival::at)
                        .anyMatch(at -> at.isBefore(accepted.plus(UNTIL_FANNED_OUT)));
    }

    private void judge(
            String event,
            String webhook,
            Books.@Nullable Recorded record,
            Books.@Nullable Place place,
            Set<String> accepted) {
        verdict.count(DELIVERIES);
        String name = "event %s, webhook %s (%s)".formatted(event, webhook, temper(webhook));
        if (place != null) {
            if (temper(webhook) == Temper.GONE) {
                verdict.count(HELD);
            } else if (record == null || !isFinal(record)) {
                verdict.lost("still waiting: " + name + " " + record);
            } else {
                verdict.unexplained("over, and yet in the waiting room: " + name + " " + record);
            }
        } else if (record == null) {
            verdict.lost("no record: " + name);
        } else {
            switch (record.status()) {
                case "success" -> {
                    verdict.count(SUCCESS);
                    if (!accepted.contains(record.delivery())) {
                        verdict.lost("recorded as a success, and its receiver never accepted it: " + record);
                    }
                }
                case "dead_letter" -> {
                    verdict.count(DEAD_LETTER);
                    if (!record.reason().equals("exhausted")) {
                        verdict.unexplained("dead for another reason: " + record);
                    }
                }
                default -> verdict.lost("not over: " + name + " " + record);
            }
        }
    }

    private Temper temper(String webhook) {
        return tempers.get(receivers.getOrDefault(webhook, 0));
    }

    static boolean isFinal(Books.Recorded record) {
        return record.status().equals("success") || record.status().equals("dead_letter");
    }

    private static Set<String> accepted(List<Arrival> arrivals) {
        return arrivals.stream()
                .filter(arrival -> arrival.reaction().accepts())
                .map(Arrival::delivery)
                .collect(Collectors.toSet());
    }
}
