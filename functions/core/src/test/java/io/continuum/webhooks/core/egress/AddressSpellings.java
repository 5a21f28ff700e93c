package io.continuum.webhooks.core.egress;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every way to write an IPv4 address in a URL that some parser, resolver or browser has been known to read. */
final class AddressSpellings {
    private static final int OCTETS = 4;

    /** What inet_aton reads as a number: decimal, octal and hexadecimal, with more zeros and in either case. */
    private static final List<LongFunction<String>> NUMBERS = List.of(
            Long::toString,
            number -> "0" + Long.toOctalString(number),
            number -> "000" + Long.toOctalString(number),
            number -> "0x" + Long.toHexString(number),
            number -> "0X" + Long.toHexString(number).toUpperCase(Locale.ROOT),
            number -> "0x00" + Long.toHexString(number));

    private AddressSpellings() {}

    /** Returns the four decimal numbers that are the only spelling a URL may have. */
    static String canonical(int... octets) {
        return join(octets, ".");
    }

    /** Returns all spellings but the canonical one. */
    static List<String> of(int... octets) {
        String canonical = canonical(octets);
        return Stream.of(numbers(octets), decorated(canonical), otherDigits(canonical), inBrackets(octets))
                .flatMap(List::stream)
                .filter(spelling -> !spelling.equals(canonical))
                .distinct()
                .toList();
    }

    /** One to four parts, the last of which holds what is left; each in each notation. */
    private static List<String> numbers(int... octets) {
        var all = new ArrayList<String>();
        for (int parts = 1; parts <= OCTETS; parts++) {
            List<Long> values = new ArrayList<>();
            for (int i = 0; i < parts - 1; i++) {
                values.add((long) octets[i]);
            }
            long rest = 0;
            for (int i = parts - 1; i < OCTETS; i++) {
                rest = rest << Byte.SIZE | octets[i];
            }
            values.add(rest);
            combine(values, 0, "", all);
            // A parser that keeps 32 bits of a number reads the same address in one that is greater.
            values.set(parts - 1, rest + (1L << 32));
            combine(values, 0, "", all);
        }
        return all;
    }

    private static void combine(List<Long> values, int at, String before, List<String> all) {
        if (at == values.size()) {
            all.add(before);
            return;
        }
        for (var number : NUMBERS) {
            combine(values, at + 1, before + (at == 0 ? "" : ".") + number.apply(values.get(at)), all);
        }
    }

    private static List<String> decorated(String canonical) {
        List<UnaryOperator<String>> decorations = List.of(
                text -> text + ".",
                text -> text + "..",
                text -> "." + text,
                text -> text.replaceFirst("\\.", ".."),
                text -> text + "%00",
                text -> text + "%2e",
                text -> text + "%20",
                text -> text + "%0a.example.com",
                text -> text + "\t",
                text -> " " + text,
                text -> text + "\r\n",
                text -> text.replaceFirst("\\.", "\t."),
                text -> text + "\u00ad",
                text -> "\u200b" + text,
                text -> "+" + text,
                text -> text.replace(".", "%2e"),
                text -> percent(text, "%%%02x"),
                text -> percent(text, "%%25%02x"),
                text -> "example.com@" + text,
                text -> "example.com:443@" + text,
                text -> "@" + text,
                text -> "example.com\\@" + text,
                text -> text + "\\@example.com",
                text -> "example.com#@" + text,
                text -> text + "#example.com",
                text -> text + ":0443",
                text -> text + ":443:443",
                text -> text + ":65979",
                text -> "[" + text + "]",
                text -> "[" + text,
                text -> text + "]",
                text -> text + ";.example.com",
                text -> text + ",example.com",
                text -> text + "&.example.com");
        return decorations.stream().map(one -> one.apply(canonical)).toList();
    }

    /** Digits and dots of other scripts, which NFKC or IDNA mapping turns into ASCII. */
    private static List<String> otherDigits(String canonical) {
        var all = new ArrayList<String>();
        for (int zero : new int[] {0xFF10, 0x0660, 0x06F0, 0x0966, 0x1D7CE, 0x1D7D8, 0x1D7F6, 0x2080}) {
            all.add(mapped(canonical, zero));
        }
        all.add(canonical.replace('1', '\u2460').replace('2', '\u2461').replace('7', '\u2466'));
        all.add(canonical.replace("1", "\u00b9").replace("2", "\u00b2"));
        for (String dot : List.of("\u3002", "\uff0e", "\uff61", "\u2024", "\u0701")) {
            all.add(canonical.replace(".", dot));
            all.add(canonical + dot);
        }
        return all.stream().filter(text -> !text.equals(canonical)).toList();
    }

    private static List<String> inBrackets(int... octets) {
        String quad = canonical(octets);
        String hex = "%02x%02x:%02x%02x".formatted(octets[0], octets[1], octets[2], octets[3]);
        return Stream.of(
                        "::%s",
                        "::ffff:0:%s", "64:ff9b::%s", "64:ff9b:1::%s", "fe80::5efe:%s", "2606:4700::200:5efe:%s")
                .flatMap(form -> Stream.of(quad, hex).map(form::formatted))
                .flatMap(text -> Stream.of(text, text + "%25lo", text + "%eth0", "v1." + text))
                .map(text -> "[" + text + "]")
                .toList();
    }

    private static String percent(String text, String form) {
        return text.chars().mapToObj(form::formatted).collect(Collectors.joining());
    }

    private static String mapped(String text, int zero) {
        var mapped = new StringBuilder();
        text.chars().forEach(c -> mapped.appendCodePoint(Character.isDigit(c) ? zero + c - '0' : c));
        return mapped.toString();
    }

    private static String join(int[] octets, String dot) {
        return Arrays.stream(octets).mapToObj(Integer::toString).collect(Collectors.joining(dot));
    }
}
