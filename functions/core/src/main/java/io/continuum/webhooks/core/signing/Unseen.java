package io.continuum.webhooks.core.signing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Takes a webhook's credentials out of a text that is to be kept: a receiver may answer with the secret it knows or with
 * the headers it got, as they are, in base64 or in hexadecimal. Signatures are none. Immutable.
 */
public final class Unseen {
    static final String MASK = "****";

    /** Shorter texts stand in answers by chance. */
    private static final int SHORTEST = 8;

    /** Of a secret's end the last 8 characters are too much, unless they are most of it. */
    private static final int ENDING = 8;

    private static final int LONG_ENOUGH_FOR_ENDING = 12;
    private static final int BASE64_BYTES = 3;
    private static final int BASE64_CHARACTERS = 4;

    private final List<String> spellings;

    private Unseen(Stream<String> spellings) {
        // The longest first, so that no part of one is left over.
        this.spellings = spellings
                .filter(text -> text.length() >= SHORTEST)
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    /** Returns what hides secrets, key pairs and the values of the webhook's own headers, whether they are valid or not. */
    public static Unseen of(Credentials credentials) {
        Set<String> texts = new LinkedHashSet<>();
        List<byte[]> keys = new ArrayList<>();
        for (Credentials.Signing signing : credentials.secrets()) {
            texts.add(signing.secret().value());
            texts.add(signing.secret().standardSecret());
            texts.add(signing.secret().derivedStandardSecret());
            keys.add(signing.secret().standardKey());
            keys.add(signing.secret().derivedKey());
            if (signing.key() != null) {
                texts.add(signing.key().text());
            }
        }
        for (String value : credentials.headers().values()) {
            texts.add(value);
            // "Bearer x" is also told as "x".
            texts.addAll(List.of(value.split(" ", -1)));
        }
        texts.removeIf(text -> text.length() < SHORTEST);
        return new Unseen(Stream.concat(
                texts.stream().flatMap(Unseen::spellings), keys.stream().flatMap(Unseen::ofBytes)));
    }

    /** Returns {@code text} with asterisks in place of every credential. */
    public String takenOutOf(String text) {
        String left = text;
        for (String spelling : spellings) {
            left = left.replace(spelling, MASK);
        }
        return left;
    }

    private static Stream<String> spellings(String text) {
        String json = text.replace("\\", "\\\\").replace("\"", "\\\"");
        Stream<String> ending = text.length() < LONG_ENOUGH_FOR_ENDING
                ? Stream.of()
                : Stream.of(text.substring(text.length() - ENDING));
        return Stream.of(
                        Stream.of(text, json, json.replace("/", "\\/")),
                        ofBytes(text.getBytes(StandardCharsets.UTF_8)),
                        ending)
                .flatMap(all -> all);
    }

    private static Stream<String> ofBytes(byte[] key) {
        String hex = HexFormat.of().formatHex(key);
        return Stream.concat(
                Stream.of(hex, hex.toUpperCase(Locale.ROOT)), Stream.of(0, 1, 2).flatMap(before -> {
                    String core = base64(key, before);
                    return Stream.of(core, core.replace('+', '-').replace('/', '_'));
                }));
    }

    /** What stands in the base64 of any text that has the key behind 3n + {@code before} bytes. */
    private static String base64(byte[] key, int before) {
        byte[] shifted = new byte[before + key.length];
        System.arraycopy(key, 0, shifted, before, key.length);
        String whole = Base64.getEncoder().withoutPadding().encodeToString(shifted);
        // A character has 6 bits: those that share bits with a neighbour of the key say nothing for certain.
        int from = before == 0 ? 0 : before + 1;
        int to = shifted.length / BASE64_BYTES * BASE64_CHARACTERS + shifted.length % BASE64_BYTES;
        return from >= to ? "" : whole.substring(from, to);
    }

    @Override
    public String toString() {
        return "Unseen[" + spellings.size() + " spellings]";
    }
}
