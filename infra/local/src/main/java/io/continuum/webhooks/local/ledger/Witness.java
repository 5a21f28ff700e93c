package io.continuum.webhooks.local.ledger;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What all processes of a run said. Thread-safe. */
final class Witness {
    private static final Pattern DELIVERY = Pattern.compile("\"delivery_id\":\"(dlv_[^\"]+)\"");
    private static final Pattern ATTEMPT = Pattern.compile("\"attempt\":(\\d+)");

    /** What a fault of a service never brings about. */
    private static final Pattern BUG = Pattern.compile(
            "\\.bug\"|NullPointerException|IllegalStateException|IllegalArgumentException|ClassCastException");

    private static final int KEPT = 200;

    private final Map<String, Integer> faults = new ConcurrentSkipListMap<>();
    private final Map<String, Integer> copied = new ConcurrentHashMap<>();
    private final Map<String, Integer> redelivered = new ConcurrentHashMap<>();
    private final Map<String, Integer> unrecorded = new ConcurrentHashMap<>();
    private final Queue<String> bugs = new ConcurrentLinkedQueue<>();
    private final Queue<String> last = new ConcurrentLinkedQueue<>();

    /** Takes a line of the process's output. */
    void hear(String line) {
        if (line.startsWith(Signals.FAULT)) {
            String kind = line.substring(Signals.FAULT.length()).split(" ", -1)[0];
            faults.merge(kind, 1, Integer::sum);
        } else if (line.startsWith(Signals.COPIED)) {
            faults.merge("RECEIVED_TWICE", 1, Integer::sum);
            handedOut(copied, line.substring(Signals.COPIED.length()));
        } else if (line.startsWith(Signals.REDELIVERED)) {
            handedOut(redelivered, line.substring(Signals.REDELIVERED.length()));
        } else if (line.contains("delivery.unrecorded")) {
            Matcher delivery = DELIVERY.matcher(line);
            Matcher number = ATTEMPT.matcher(line);
            if (delivery.find() && number.find()) {
                unrecorded.merge(attempt(delivery.group(1), Integer.parseInt(number.group(1))), 1, Integer::sum);
            }
        } else if (BUG.matcher(line).find()) {
            bugs.add(line);
        }
        last.add(line);
        if (last.size() > KEPT) {
            last.poll();
        }
    }

    /** Returns how many faults of each kind happened. */
    Map<String, Integer> faults() {
        return new TreeMap<>(faults);
    }

    /** Writes which attempt of which delivery a task is for. */
    static String attempt(String delivery, int number) {
        return delivery + "/" + number;
    }

    /** Returns how often a task was handed out twice, by attempt. */
    Map<String, Integer> copied() {
        return Map.copyOf(copied);
    }

    /** Returns how often the platform said that it could not record an attempt, by attempt. */
    Map<String, Integer> unrecorded() {
        return Map.copyOf(unrecorded);
    }

    /** Returns how often a task came for the second time, or as a possible copy, by attempt. */
    Map<String, Integer> redelivered() {
        return Map.copyOf(redelivered);
    }

    private static void handedOut(Map<String, Integer> counts, String attempts) {
        for (String one : List.of(attempts.split(" ", -1))) {
            counts.merge(one, 1, Integer::sum);
        }
    }

    /** Returns lines that no fault excuses. */
    Queue<String> bugs() {
        return bugs;
    }

    /** Returns the last lines, for whoever must find out what happened. */
    String lastLines() {
        return String.join("\n", last);
    }
}
