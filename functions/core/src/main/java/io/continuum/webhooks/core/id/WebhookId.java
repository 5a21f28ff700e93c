package io.continuum.webhooks.core.id;

import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * The name of one registration. It is shown as {@code wh_…} or, to LanOnasis clients, as {@code webhook_…}; both mean
 * the same webhook.
 *
 * @param random the part after the prefix, 26 of {@code [0-9a-z]}
 */
public record WebhookId(String random) implements Comparable<WebhookId> {
    private static final Pattern FORM = Pattern.compile("[0-9a-z]{26}");
    private static final String PREFIX = "wh_";
    private static final String LANONASIS_PREFIX = "webhook_";

    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException if the part after the prefix is not of that form
     */
    public WebhookId {
        if (!FORM.matcher(random).matches()) {
            throw new IllegalArgumentException("a webhook id is a prefix and 26 of [0-9a-z]");
        }
    }

    /** Reads an id with either prefix; empty if it is none that was ever made here. */
    public static Optional<WebhookId> parse(String text) {
        var random = text.startsWith(PREFIX)
                ? text.substring(PREFIX.length())
                : text.startsWith(LANONASIS_PREFIX) ? text.substring(LANONASIS_PREFIX.length()) : "";
        return FORM.matcher(random).matches() ? Optional.of(new WebhookId(random)) : Optional.empty();
    }

    /**
     * Makes a new id that sorts by time.
     *
     * @throws IllegalArgumentException if {@code now} is before 1970 or after the year 10889
     */
    public static WebhookId make(Instant now, RandomGenerator random) {
        return new WebhookId(Ulid.random(now, random));
    }

    /**
     * Makes the one id that follows from the time (to the millisecond) and the name of what makes it, so that whoever
     * makes it again makes the same.
     *
     * @throws IllegalArgumentException if {@code time} is before 1970 or after the year 10889
     */
    public static WebhookId derived(Instant time, String run) {
        return new WebhookId(Ulid.derived(time, run));
    }

    /** Returns the id as LanOnasis clients see it. */
    public String lanonasis() {
        return LANONASIS_PREFIX + random;
    }

    @Override
    public int compareTo(WebhookId other) {
        return random.compareTo(other.random);
    }

    @Override
    public String toString() {
        return PREFIX + random;
    }
}
