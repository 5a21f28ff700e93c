package io.continuum.webhooks.core.signing;

import io.continuum.webhooks.core.egress.HiddenTexts;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes a webhook's credentials out of a text that is to be kept: a receiver may answer with the secret it knows or with
 * the headers it got, as they are, in base64 or in hexadecimal. Signatures are none. Made once per version of the
 * credentials, because it derives keys; most answers are too short to need it, so it does so when the first one does.
 * Thread-safe.
 */
public final class Unseen {
    /** Of a secret's end the last 8 characters are too much, unless they are most of it. */
    private static final int ENDING = 8;

    private static final int LONG_ENOUGH_FOR_ENDING = 12;
    private static final int BASE64_BYTES = 3;
    private static final int BASE64_CHARACTERS = 4;

    private final Credentials credentials;
    private volatile @Nullable HiddenTexts hidden;

    private Unseen(Credentials credentials) {
        this.credentials = credentials;
    }

    /** Returns what hides secrets, key pairs and the values of the webhook's own headers, whether they are valid or not. */
    public static Unseen of(Credentials credentials) {
        return new Unseen(credentials);
    }

    /**
     * Returns {@code text} with asterisks in place of every credential.
     *
     * @param cut whether it may end in the middle of one; the beginning of that one then goes, too
     */
    public String takenOutOf(String text, boolean cut) {
        if (text.length() < HiddenTexts.SHORTEST) {
            return text;
        }
        HiddenTexts texts = hidden;
        if (texts == null) {
            texts = spelled(credentials);
            hidden = texts;
        }
        String left = texts.takenOutOf(text);
        return cut ? texts.withoutBeginning(left) : left;
    }

    private static HiddenTexts spelled(Credentials credentials) {
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
        texts.removeIf(text -> text.length() < HiddenTexts.SHORTEST);
        return HiddenTexts.of(Stream.concat(
                texts.stream().flatMap(Unseen::spellings), keys.stream().flatMap(Unseen::ofBytes)));
    }

    private static Stream<String> spellings(String text) {
        Stream<String> ending = text.length() < LONG_ENOUGH_FOR_ENDING
                ? Stream.of()
                : Stream.of(text.substring(text.length() - ENDING));
        return Stream.of(HiddenTexts.inJson(text), ofBytes(text.getBytes(StandardCharsets.UTF_8)), ending)
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
        return "Unseen[...]";
    }
}
