package io.continuum.webhooks.local.leaks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Everything secret that one run of the platform used, and everything it wrote down; {@link #found} says whether one is
 * in the other. While it is open it hears of every request of the AWS SDK in this JVM ({@link SdkListener}) and of what is
 * printed here ({@link Console}). Thread-safe.
 */
public final class Leaks implements AutoCloseable {
    private static final Collection<Leaks> OPEN = new CopyOnWriteArrayList<>();
    private static final List<String> BASE64_PREFIXES = List.of("whsec_", "whsk_");

    /** Bytes of an Ed25519 key pair in its one text. */
    private static final int KEY_PAIR = 64;

    private final Map<String, String> secrets = new ConcurrentSkipListMap<>();
    private final SealedCredentials sealed = new SealedCredentials();
    private final Written written = new Written();

    private Leaks() {}

    /** Begins to listen. */
    public static Leaks listening() {
        Leaks leaks = new Leaks();
        OPEN.add(leaks);
        Console.listen();
        return leaks;
    }

    static Collection<Leaks> open() {
        return OPEN;
    }

    /**
     * Adds a secret; what is shorter than 8 characters is left out, as it would be found by chance.
     *
     * @param what for the report
     */
    public void secret(String what, String value) {
        if (value.length() >= Spellings.SHORTEST) {
            secrets.putIfAbsent(value, what);
        }
    }

    /** Adds a text that the run left behind. */
    public void wrote(String place, String text) {
        written.add(place, text);
    }

    /** What is encrypted on its way into a table. */
    SealedCredentials sealed() {
        return sealed;
    }

    /** Returns how many secrets are known: a search for none finds none. */
    public int known() {
        learnSealed();
        return secrets.size();
    }

    /** Returns where texts were written: a search that looked nowhere finds nothing. */
    public Set<String> places() {
        Set<String> places = new TreeSet<>();
        written.forEach((place, _) -> places.add(place));
        return places;
    }

    /** Returns a line for each secret that stands somewhere, in whatever form; never the secret. */
    public List<String> found() {
        learnSealed();
        Console.tellRest();
        Needles needles = new Needles();
        spellings().forEach((text, what) -> needles.add(new Needles.Needle(text, what)));
        List<String> found = new ArrayList<>();
        written.forEach((place, text) -> {
            for (Needles.Needle needle : needles.in(text)) {
                String line = needle.what() + " in " + place;
                if (!found.contains(line)) {
                    found.add(line);
                }
            }
        });
        return found;
    }

    private void learnSealed() {
        sealed.open(text -> SecretValues.learn(this, "sealed secret", text));
    }

    private Map<String, String> spellings() {
        Map<String, String> all = new TreeMap<>();
        secrets.forEach((value, what) -> {
            Spellings.of(value).forEach((text, form) -> all.put(text, what + ", " + form));
            for (String prefix : BASE64_PREFIXES) {
                if (value.startsWith(prefix)) {
                    decoded(value.substring(prefix.length()))
                            .forEach((text, form) -> all.put(text, what + ", decoded, " + form));
                }
            }
        });
        return all;
    }

    private static Map<String, String> decoded(String base64) {
        try {
            byte[] key = Base64.getDecoder().decode(base64);
            Map<String, String> found = Spellings.ofBytes(key);
            if (key.length == KEY_PAIR) {
                // Its private half alone, as a JWK would have it; the other one is public.
                found.putAll(Spellings.ofBytes(Arrays.copyOf(key, KEY_PAIR / 2)));
            }
            return found;
        } catch (IllegalArgumentException e) {
            return Map.of(); // a supplied secret may only look like one
        }
    }

    @Override
    public void close() {
        OPEN.remove(this);
        written.close();
    }
}
