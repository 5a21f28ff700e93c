package io.continuum.webhooks.local.secretsmanager.engine;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;

/**
 * A place in a sorted list, after which the next page starts. It need not exist any more: entries that come and go
 * between two pages move no other entry to another page.
 *
 * @param scope the operation and what it lists, so that a token is good for the list that it came from only
 * @param key what the list is sorted by, as a text that sorts the same way
 * @param name what decides between equal keys
 */
record Position(String scope, String key, String name) implements Comparable<Position> {
    private static final Comparator<Position> ORDER =
            Comparator.comparing(Position::key).thenComparing(Position::name);

    private static final String SEPARATOR = "\n";

    private static final int PARTS = 3;

    @Override
    public int compareTo(Position other) {
        return ORDER.compare(this, other);
    }

    String token() {
        String text = String.join(SEPARATOR, scope, key, name);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Reads a token; anything but a token of that scope is an InvalidNextTokenException. */
    static Position parse(String token, String scope) {
        var parts = decode(token).split(SEPARATOR, -1);
        if (parts.length != PARTS || !parts[0].equals(scope)) {
            throw RejectedException.invalidNextToken();
        }
        return new Position(parts[0], parts[1], parts[2]);
    }

    private static String decode(String token) {
        try {
            return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notBase64) {
            throw RejectedException.invalidNextToken();
        }
    }
}
