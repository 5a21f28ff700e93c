package io.continuum.webhooks.local.ledger;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What all processes of a run said. Thread-safe. */
final class Witness {
    private static final Pattern DELIVERY = Pattern.compile("\"delivery_id\":\"(dlv_[^\"]+)\"");
    /** What a fault of a service never brings about. */
    private static final Pattern BUG = Pattern.compile(
            "\\.bug\"|NullPointerException|IllegalStateException|IllegalArgumentException|ClassCastException");

    private static final int KEPT = 200;

    private final Map<String, Integer> faults = new ConcurrentSkipListMap<>();
    private final Set<String> copied = ConcurrentHashMap.newKeySet();
    private final Set<String> redelivered = ConcurrentHashMap.newKeySet();
    private final Set<String> unrecorded = ConcurrentHashMap.newKeySet();
    private final Queue<String> bugs = new ConcurrentLinkedQueue<>();
    private final Queue<String> last = new ConcurrentLinkedQueue<>();

    /** Takes a line of the process's output. */
    void hear(String line) {
        if (line.startsWith(Signals.FAULT)) {
            String kind = line.substring(Signals.FAULT.length()).split(" ", -1)[0];
            faults.merge(kind, 1, Integer::sum);
        } else if (line.startsWith(Signals.COPIED)) {
            faults.merge("RECEIVED_TWICE", 1, Integer::sum);
            copied.addAll(List.of(line.substring(Signals.COPIED.length()).split(" ", -1)));
        } else if (line.startsWith(Signals.REDELIVERED)) {
            redelivered.addAll(
                    List.of(line.substring(Signals.REDELIVERED.length()).split(" ", -1)));
        } else if (line.contains("delivery.unrecorded")) {
            Matcher delivery = DELIVERY.matcher(line);
            if (delivery.find()) {
                unrecorded.add(delivery.group(1));
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

    /** Returns whether a task of that delivery was handed out twice. */
    boolean wasCopied(String delivery) {
        return copied.contains(delivery);
    }

    /** Returns whether the platform said that it could not record an attempt of that delivery. */
    boolean wasUnrecorded(String delivery) {
        return unrecorded.contains(delivery);
    }

    /** Returns whether a task of that delivery came for the second time, or as a possible copy. */
    boolean wasRedelivered(String delivery) {
        return redelivered.contains(delivery);
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
