package io.continuum.webhooks.client.events;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.Locale;

/**
 * Judges the text of a message as the platform will, from the very text: what the platform does not read is refused in a
 * queue of its own, where no publisher hears of it. Pure.
 */
final class EventText {
    /** Levels of objects and arrays, the message's own included. Source: reliability.md §4, as for those below. */
    private static final int MAX_DEPTH = 32;

    private static final int MAX_KEYS = 10_000;

    /** Digits of one number, its exponent included. */
    private static final int MAX_DIGITS = 100;

    private static final int MAX_EXPONENT_DIGITS = 4;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            // A shared table of key names would grow with the users' data.
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private EventText() {}

    /** It cannot be read; the message says why, without quoting it. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1;

        private Unreadable(String why) {
            super(why, null, false, false);
        }
    }

    /**
     * Returns how many bytes the numbers of {@code text} gain where the platform keeps it.
     *
     * @throws Unreadable if the platform would not read it
     * @throws IOException if it is no JSON at all, as one with NaN
     */
    static long growth(String text) throws IOException, Unreadable {
        long growth = 0;
        int depth = 0;
        int keys = 0;
        try (JsonParser parser = FACTORY.createParser(text)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                depth += token.isStructStart() ? 1 : 0;
                depth -= token.isStructEnd() ? 1 : 0;
                keys += token == JsonToken.FIELD_NAME ? 1 : 0;
                check(depth <= MAX_DEPTH, "it is more than " + (MAX_DEPTH - 1) + " levels deep");
                check(keys <= MAX_KEYS, "it has more than " + MAX_KEYS + " keys, with those around it");
                if (token == JsonToken.FIELD_NAME || token == JsonToken.VALUE_STRING) {
                    check(!hasLoneSurrogate(parser.getText()), "a string has half of a surrogate pair");
                } else if (token.isNumeric()) {
                    growth += number(parser.getText(), token == JsonToken.VALUE_NUMBER_FLOAT);
                }
            }
        }
        return growth;
    }

    private static int number(String literal, boolean decimal) throws Unreadable {
        check(
                literal.chars().filter(Character::isDigit).count() <= MAX_DIGITS,
                "a number has more than " + MAX_DIGITS + " digits");
        if (!decimal) {
            // Integers keep their digits.
            return 0;
        }
        check(
                exponentDigits(literal) <= MAX_EXPONENT_DIGITS && Double.isFinite(Double.parseDouble(literal)),
                "a number is beyond what IEEE 754 doubles hold");
        return NumberGrowth.of(literal);
    }

    private static int exponentDigits(String literal) {
        int e = literal.toUpperCase(Locale.ROOT).indexOf('E');
        return e < 0 ? 0 : literal.substring(e + 1).replaceFirst("^[+-]?0*", "").length();
    }

    static boolean hasLoneSurrogate(String text) {
        // A pair is one code point beyond theirs.
        return text.codePoints()
                .anyMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }

    private static void check(boolean holds, String otherwise) throws Unreadable {
        if (!holds) {
            throw new Unreadable(otherwise);
        }
    }
}
