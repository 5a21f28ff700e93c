package io.continuum.webhooks.local.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What came of a comparison. Filled by {@link Audit} alone; not thread-safe. */
final class Verdict {
    /** Differences that are shown; the rest is counted. */
    private static final int SHOWN = 50;

    private final Map<String, Integer> counts = new TreeMap<>();
    private final List<String> lost = new ArrayList<>();
    private final List<String> unexplained = new ArrayList<>();

    void count(String what) {
        count(what, 1);
    }

    void count(String what, int many) {
        counts.merge(what, many, Integer::sum);
    }

    void lost(String what) {
        lost.add(what);
    }

    void unexplained(String what) {
        unexplained.add(what);
    }

    int of(String what) {
        return counts.getOrDefault(what, 0);
    }

    /** Returns accepted deliveries that nobody accounts for. */
    List<String> lost() {
        return lost;
    }

    /** Returns everything else that does not agree. */
    List<String> unexplained() {
        return unexplained;
    }

    /** Returns whether everything agrees. */
    boolean agrees() {
        return lost.isEmpty() && unexplained.isEmpty();
    }

    /** Returns the differences, one a line. */
    String differences() {
        List<String> all = new ArrayList<>();
        lost.stream().limit(SHOWN).forEach(one -> all.add("LOST " + one));
        unexplained.stream().limit(SHOWN).forEach(one -> all.add("UNEXPLAINED " + one));
        all.add("%d lost, %d unexplained; %s".formatted(lost.size(), unexplained.size(), counts));
        return String.join("\n", all);
    }
}
