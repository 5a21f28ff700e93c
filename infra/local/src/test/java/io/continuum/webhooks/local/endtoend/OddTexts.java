package io.continuum.webhooks.local.endtoend;

import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;

/** Makes strings and keys of every kind, and writes them as JSON in one of the many ways there are. */
final class OddTexts {
    /** How many code points each text of all of Unicode takes further. */
    private static final int STEP = 320;

    private static final List<String> PLAIN_KEYS = List.of(
            "",
            " ",
            "a",
            "A",
            "a ",
            " a",
            "aa",
            "a\t",
            "a\u0000",
            "\u0000",
            "\"",
            "\\",
            "/",
            "a/b",
            "a.b",
            "id",
            "data",
            "event",
            "memory_id",
            "__proto__",
            "constructor",
            "toJSON",
            "hasOwnProperty",
            "length",
            "null");

    private static final List<String> INDEX_KEYS = List.of(
            "0",
            "1",
            "2",
            "9",
            "10",
            "11",
            "100",
            "01",
            "00",
            "-1",
            "-0",
            "+1",
            "1.0",
            "1.5",
            "1e3",
            "0x1",
            "1 ",
            " 1",
            "4294967294",
            "4294967295",
            "4294967296",
            "9007199254740993",
            "99999999999999999999");

    /** Same to the eye or to a careless comparison: composed, decomposed, of full width, with nothing visible between. */
    private static final List<String> ALIKE_KEYS = List.of(
            "\u00E9",
            "e\u0301",
            "\u00C5",
            "\u212B",
            "A\u030A",
            "\uFF41",
            "a\u200B",
            "\uFEFFa",
            "\u0430",
            "a\u00AD",
            "\uFF11",
            "\u0661",
            "\u00B9",
            "\uD835\uDFCF",
            "\u0131",
            "\u017F",
            "\uFB01",
            "\u007F",
            "\u0085",
            "\u2028");

    /** Edges, and what some language or library treats in its own way. */
    private static final int[] EDGES = {
        0x00, 0x1F, 0x20, 0x22, 0x2F, 0x5C, 0x7E, 0x7F, 0x80, 0x85, 0x9F, 0xA0, 0xFF, 0x100, 0x7FF, 0x800, 0x200D,
        0x200E, 0x2028, 0x2029, 0x202E, 0xD7FF, 0xE000, 0xF8FF, 0xFDD0, 0xFEFF, 0xFFFC, 0xFFFD, 0xFFFE, 0xFFFF, 0x10000,
        0x1F600, 0x1FFFF, 0xE0001, 0xF0000, 0x10FFFD, 0x10FFFF
    };

    private static final HexFormat LOWER = HexFormat.of();
    private static final HexFormat UPPER = LOWER.withUpperCase();

    private final RandomGenerator random;
    private int swept;

    OddTexts(RandomGenerator random) {
        this.random = random;
    }

    /** Returns whether {@link #sweep} has been through every code point. */
    boolean sweptAll() {
        return swept > Character.MAX_CODE_POINT;
    }

    /** Returns the next code points after those that it returned before, from the first to the last and again. */
    String sweep() {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < STEP; i++) {
            int next = swept++ % (Character.MAX_CODE_POINT + 1);
            if (next < Character.MIN_SURROGATE || next > Character.MAX_SURROGATE) {
                out.appendCodePoint(next);
            }
        }
        return out.toString();
    }

    /** Returns ASCII but DEL, controls included, which every language writes alike. */
    String ascii(int length) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < length; i++) {
            out.append((char) (random.nextInt(6) == 0 ? random.nextInt(' ') : random.nextInt(' ', 0x7F)));
        }
        return out.toString();
    }

    /** Returns any characters at all. */
    String unicode(int length) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < length; i++) {
            out.appendCodePoint(codePoint());
        }
        return out.toString();
    }

    String plainKey() {
        return random.nextBoolean() ? pick(PLAIN_KEYS) : ascii(random.nextInt(9));
    }

    String indexKey() {
        return random.nextBoolean() ? pick(INDEX_KEYS) : Integer.toString(random.nextInt(1_000));
    }

    String unicodeKey() {
        return random.nextInt(3) == 0 ? pick(ALIKE_KEYS) : unicode(1 + random.nextInt(4));
    }

    /** Writes a string, some of its characters escaped that need not be. */
    void write(String text, StringBuilder out) {
        out.append('"');
        text.codePoints().forEach(c -> {
            if (c < ' ' || c == '"' || c == '\\' || random.nextInt(32) == 0) {
                // Both halves of a pair or none.
                Character.toString(c).chars().forEach(unit -> escape((char) unit, out));
            } else {
                out.appendCodePoint(c);
            }
        });
        out.append('"');
    }

    private void escape(char c, StringBuilder out) {
        int inShort = "\b\t\n\f\r\"\\/".indexOf(c);
        if (inShort >= 0 && random.nextBoolean()) {
            out.append('\\').append("btnfr\"\\/".charAt(inShort));
        } else {
            out.append("\\u").append((random.nextBoolean() ? LOWER : UPPER).toHexDigits(c));
        }
    }

    private int codePoint() {
        return switch (random.nextInt(6)) {
            case 0 -> EDGES[random.nextInt(EDGES.length)];
            case 1 -> random.nextInt(0x80);
            case 2 -> random.nextInt(0x80, 0x800);
            case 3 -> random.nextInt(0x800, Character.MIN_SURROGATE);
            case 4 -> random.nextInt(Character.MAX_SURROGATE + 1, 0x10000);
            default -> random.nextInt(0x10000, Character.MAX_CODE_POINT + 1);
        };
    }

    private String pick(List<String> all) {
        return all.get(random.nextInt(all.size()));
    }
}
