package io.continuum.webhooks.local.leaks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Many texts that are looked for at once, in one pass over a text of any length. Not thread-safe. */
final class Needles {
    private static final int WINDOW = Spellings.SHORTEST;
    private static final int BITS = 20;
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final Map<Long, List<Needle>> byBeginning = new HashMap<>();

    /** A filter before the map: most windows of a text begin no needle. */
    private final boolean[] maybe = new boolean[1 << BITS];

    /**
     * One spelling of one secret.
     *
     * @param text at least 8 characters
     * @param what whose and which, for the report
     */
    record Needle(String text, String what) {}

    void add(Needle needle) {
        long window = 0;
        for (int i = 0; i < WINDOW; i++) {
            window = (window << 8) | (needle.text().charAt(i) & 0xFF);
        }
        maybe[slot(window)] = true;
        byBeginning.computeIfAbsent(window, _ -> new ArrayList<>()).add(needle);
    }

    /** Returns the needles in {@code text}, each once. */
    List<Needle> in(String text) {
        List<Needle> found = new ArrayList<>();
        long window = 0;
        for (int end = 0; end < text.length(); end++) {
            window = (window << 8) | (text.charAt(end) & 0xFF);
            if (end >= WINDOW - 1 && maybe[slot(window)]) {
                int start = end - WINDOW + 1;
                for (Needle needle : byBeginning.getOrDefault(window, List.of())) {
                    if (text.startsWith(needle.text(), start) && !found.contains(needle)) {
                        found.add(needle);
                    }
                }
            }
        }
        return found;
    }

    private static int slot(long window) {
        return (int) ((window * SPREAD) >>> (Long.SIZE - BITS));
    }
}
