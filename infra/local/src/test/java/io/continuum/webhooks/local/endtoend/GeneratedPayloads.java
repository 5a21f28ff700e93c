package io.continuum.webhooks.local.endtoend;

import io.continuum.webhooks.core.json.StrictJson;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Makes events as publishers may write them. Each has some of these, so that there are many with one alone: text beyond
 * ASCII, keys like numbers, numbers at the edges; and it is small, deep, wide or long.
 */
final class GeneratedPayloads {
    /** Every so many is as large as an event may be. */
    private static final int GIANT = 1_000;

    /** Less the two of the event around them. */
    private static final int MOST_KEYS = StrictJson.MAX_KEYS - 2;

    /** As JSON they are at most six bytes each, which stays below 256 KiB. */
    private static final int LONGEST = 40_000;

    private static final int USUAL_DEPTH = 5;

    private final RandomGenerator random;
    private final OddTexts texts;
    private final OddNumbers numbers;

    private int made;
    private boolean unicode;
    private boolean indices;
    private boolean edges;
    private StringBuilder out = new StringBuilder();

    GeneratedPayloads(RandomGenerator random) {
        this.random = random;
        texts = new OddTexts(random);
        numbers = new OddNumbers(random);
    }

    /** Returns whether every code point has been in some event. */
    boolean hadAllOfUnicode() {
        return texts.sweptAll();
    }

    /** Returns the next event, as JSON. */
    String next() {
        unicode = random.nextBoolean();
        indices = random.nextInt(3) == 0;
        edges = random.nextBoolean();
        out = new StringBuilder("{\"event\": \"custom.generated\", \"data\": ");
        switch (made++ % GIANT) {
            case 0 -> widest();
            case 1 -> member(() -> text(LONGEST));
            default -> {
                switch (random.nextInt(5)) {
                    case 0 -> member(() -> nested(3));
                    case 1 -> object(2, 60);
                    default -> object(2, 7);
                }
            }
        }
        return out.append('}').toString();
    }

    private void widest() {
        out.append('{');
        String prefix = unicode ? "\uFFFF" : "";
        for (int i = 0; i < MOST_KEYS; i++) {
            // Another order than theirs.
            long number = (i * 7_919L) % MOST_KEYS;
            key(i == 0 ? "" : ",", indices ? Long.toString(number) : prefix + "k" + number);
            out.append(i % 10);
        }
        out.append('}');
    }

    private void member(Runnable value) {
        out.append('{');
        key("", anyKey());
        value.run();
        out.append('}');
    }

    /** Down to the greatest depth there is, something beside each level. */
    private void nested(int depth) {
        if (depth > StrictJson.MAX_DEPTH) {
            leaf();
        } else if (random.nextBoolean()) {
            out.append('[');
            leaf();
            out.append(',');
            nested(depth + 1);
            out.append(']');
        } else {
            String first = anyKey();
            String second = other(first);
            out.append('{');
            key("", first);
            nested(depth + 1);
            key(", ", second);
            leaf();
            out.append('}');
        }
    }

    private void object(int depth, int most) {
        Set<String> keys = new HashSet<>();
        out.append('{');
        if (unicode && depth == 2) {
            keys.add("sweep");
            key("", "sweep");
            texts.write(texts.sweep(), out);
        }
        for (int i = random.nextInt(most); i > 0; i--) {
            String key = anyKey();
            if (keys.add(key)) {
                key(keys.size() == 1 ? "" : ",", key);
                value(depth + 1);
            }
        }
        out.append(random.nextBoolean() ? "}" : "\n}");
    }

    private void array(int depth) {
        out.append('[');
        for (int i = random.nextInt(5); i > 0; i--) {
            value(depth + 1);
            out.append(i > 1 ? ", " : "");
        }
        out.append(']');
    }

    private void value(int depth) {
        switch (depth > USUAL_DEPTH ? 0 : random.nextInt(5)) {
            case 1 -> object(depth, 5);
            case 2 -> array(depth);
            default -> leaf();
        }
    }

    private void leaf() {
        switch (random.nextInt(6)) {
            case 0 -> out.append("null");
            case 1 -> out.append(random.nextBoolean());
            case 2, 3 -> out.append(edges ? numbers.odd() : numbers.plain());
            default -> text(random.nextInt(24));
        }
    }

    private void text(int length) {
        texts.write(unicode ? texts.unicode(length) : texts.ascii(length), out);
    }

    private void key(String before, String key) {
        texts.write(key, out.append(before));
        out.append(": ");
    }

    private String anyKey() {
        if (indices && random.nextBoolean()) {
            return texts.indexKey();
        }
        return unicode && random.nextBoolean() ? texts.unicodeKey() : texts.plainKey();
    }

    private String other(String than) {
        return Stream.generate(this::anyKey)
                .filter(key -> !key.equals(than))
                .findFirst()
                .orElseThrow();
    }
}
