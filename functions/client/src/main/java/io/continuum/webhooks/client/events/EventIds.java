package io.continuum.webhooks.client.events;

import java.util.random.RandomGenerator;

/** Ids as the platform makes them: {@code evt_} and a ULID in lower case, so that they sort by time. */
final class EventIds {
    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int TIME_CHARACTERS = 10;
    private static final int RANDOM_CHARACTERS = 16;
    private static final int BITS = 5;

    private EventIds() {}

    static String make(long epochMillis, RandomGenerator random) {
        StringBuilder id = new StringBuilder("evt_");
        for (int i = TIME_CHARACTERS - 1; i >= 0; i--) {
            id.append(ALPHABET.charAt((int) (epochMillis >>> (i * BITS)) & 31));
        }
        for (int i = 0; i < RANDOM_CHARACTERS; i++) {
            id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return id.toString();
    }
}
