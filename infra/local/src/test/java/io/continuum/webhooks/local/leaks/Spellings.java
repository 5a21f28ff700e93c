package io.continuum.webhooks.local.leaks;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The ways in which a secret may be written down: as it is, in base64, in hexadecimal, escaped, and its last 8. */
final class Spellings {
    /** Characters of an ending that give too much away (reliability.md §2); answers show 4. */
    static final int ENDING = 8;

    /** Shorter texts stand somewhere by chance. */
    static final int SHORTEST = 8;

    /** Of shorter secrets the last 8 characters are half. */
    private static final int LONG_ENOUGH_FOR_ENDING = 12;

    private static final int BASE64_BYTES = 3;
    private static final int BASE64_CHARACTERS = 4;

    private Spellings() {}

    /** Returns what to look for, by text, with the name of its form. */
    static Map<String, String> of(String secret) {
        Map<String, String> found = new TreeMap<>(ofBytes(secret.getBytes(StandardCharsets.UTF_8)));
        found.put(secret.replace("\\", "\\\\").replace("\"", "\\\""), "in JSON");
        found.put(secret, "plain");
        if (secret.length() >= LONG_ENOUGH_FOR_ENDING) {
            found.put(secret.substring(secret.length() - ENDING), "last 8");
        }
        found.keySet().removeIf(text -> text.length() < SHORTEST);
        return found;
    }

    /** Returns what to look for of a key that is no text. */
    static Map<String, String> ofBytes(byte[] key) {
        Map<String, String> found = new TreeMap<>();
        String hex = HexFormat.of().formatHex(key);
        found.put(hex, "hex");
        found.put(hex.toUpperCase(Locale.ROOT), "HEX");
        for (int before = 0; before < BASE64_BYTES; before++) {
            String core = base64(key, before);
            found.put(core, "base64");
            found.put(core.replace('+', '-').replace('/', '_'), "base64url");
        }
        found.keySet().removeIf(text -> text.length() < SHORTEST);
        return found;
    }

    /** What stands in the base64 of any text that has the key behind 3n + {@code before} bytes, whatever is around it. */
    private static String base64(byte[] key, int before) {
        byte[] shifted = new byte[before + key.length];
        System.arraycopy(key, 0, shifted, before, key.length);
        String whole = Base64.getEncoder().withoutPadding().encodeToString(shifted);
        // A character has 6 bits: those that share bits with a neighbour are left out.
        int from = before == 0 ? 0 : before + 1;
        int to = shifted.length / BASE64_BYTES * BASE64_CHARACTERS + shifted.length % BASE64_BYTES;
        return from >= to ? "" : whole.substring(from, to);
    }
}
