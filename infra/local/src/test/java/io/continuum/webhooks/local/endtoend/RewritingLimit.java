package io.continuum.webhooks.local.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What some language writes in another way than it came. docs/formats.md lists them; each is told from the value alone. */
enum RewritingLimit {
    SMALL_NUMBERS("numbers from 1e-9 up to 0.0001") {
        @Override
        boolean isAt(JsonNode node) {
            double size = Math.abs(node.doubleValue());
            return node.isFloatingPointNumber() && size >= 1e-9 && size < 1e-4;
        }
    },
    NOT_ASCII("DEL and characters beyond ASCII") {
        @Override
        boolean isAt(JsonNode node) {
            return node.isTextual() ? isBeyond(node.textValue()) : names(node).anyMatch(RewritingLimit::isBeyond);
        }
    },
    BIG_INTEGERS("integers beyond 2^53") {
        @Override
        boolean isAt(JsonNode node) {
            return node.isIntegralNumber() && !isDouble(node.bigIntegerValue());
        }
    },
    INDEX_KEYS("keys that are numbers") {
        @Override
        boolean isAt(JsonNode node) {
            return names(node).anyMatch(key -> index(key) <= GREATEST_INDEX)
                    && !sorted(node, BY_UTF16).equals(sorted(node, INDICES_FIRST));
        }
    },
    ASTRAL_KEYS("keys beyond U+FFFF beside some from U+E000 on") {
        @Override
        boolean isAt(JsonNode node) {
            return names(node).anyMatch(key -> key.chars().anyMatch(c -> Character.isSurrogate((char) c)))
                    && !sorted(node, BY_UTF16).equals(sorted(node, BY_CODE_POINT));
        }
    };

    private static final Comparator<String> BY_UTF16 = Comparator.naturalOrder();

    private static final Comparator<String> BY_CODE_POINT =
            Comparator.comparing(key -> key.codePoints().toArray(), Arrays::compare);

    /** The greatest array index, by ECMA-262 §6.1.7. */
    private static final long GREATEST_INDEX = (1L << 32) - 2;

    private static final Pattern INDEX = Pattern.compile("0|[1-9][0-9]{0,9}");

    private static final Comparator<String> INDICES_FIRST =
            Comparator.<String>comparingLong(RewritingLimit::index).thenComparing(BY_UTF16);

    /** From here on JavaScript writes an exponent. */
    private static final BigInteger WITH_EXPONENT = BigInteger.TEN.pow(21);

    private final String documented;

    RewritingLimit(String documented) {
        this.documented = documented;
    }

    /** Tells whether a value has it itself, apart from what it contains. */
    abstract boolean isAt(JsonNode node);

    /** Returns how docs/formats.md calls it. */
    String documented() {
        return documented;
    }

    /** Returns those that a body has anywhere. */
    static Set<RewritingLimit> of(JsonNode body) {
        Set<RewritingLimit> found = EnumSet.noneOf(RewritingLimit.class);
        for (RewritingLimit limit : values()) {
            if (limit.isIn(body)) {
                found.add(limit);
            }
        }
        return found;
    }

    private boolean isIn(JsonNode node) {
        return isAt(node) || node.valueStream().anyMatch(this::isIn);
    }

    private static boolean isBeyond(String text) {
        return text.chars().anyMatch(c -> c > '~');
    }

    /** Whether the double next to it is written with the same digits. */
    private static boolean isDouble(BigInteger integer) {
        return integer.abs().compareTo(WITH_EXPONENT) < 0
                && new BigDecimal(Double.toString(integer.doubleValue())).compareTo(new BigDecimal(integer)) == 0;
    }

    private static long index(String key) {
        long number = INDEX.matcher(key).matches() ? Long.parseLong(key) : Long.MAX_VALUE;
        return number <= GREATEST_INDEX ? number : Long.MAX_VALUE;
    }

    private static Stream<String> names(JsonNode node) {
        return node.propertyStream().map(Map.Entry::getKey);
    }

    private static List<String> sorted(JsonNode node, Comparator<String> order) {
        List<String> names = new ArrayList<>(names(node).toList());
        names.sort(order);
        return names;
    }
}
