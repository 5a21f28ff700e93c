package io.continuum.webhooks.local.secretsmanager.engine;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A tag on a secret.
 *
 * @param key 1 to 128 characters; case matters; must not start with {@code aws:}, which AWS keeps for itself
 * @param value 0 to 256 characters
 */
public record Tag(String key, String value) {
    /** The characters of "Service quotas for Tagging" in the AWS General Reference. */
    private static final Pattern ALLOWED = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*");

    private static final String RESERVED_PREFIX = "aws:";

    /** Refuses other keys and values with InvalidParameterException. */
    public Tag {
        requireKey(key);
        Check.length("A tag's value", value, 0, Limits.TAG_VALUE_MAX_CHARACTERS);
        requireAllowed(value);
    }

    /** Requires a valid key of a tag. */
    static void requireKey(String key) {
        Check.length("A tag's key", key, 1, Limits.TAG_KEY_MAX_CHARACTERS);
        requireAllowed(key);
        if (key.toLowerCase(Locale.ROOT).startsWith(RESERVED_PREFIX)) {
            throw RejectedException.invalidParameter("A tag's key must not start with aws:");
        }
    }

    private static void requireAllowed(String text) {
        if (!ALLOWED.matcher(text).matches()) {
            throw RejectedException.invalidParameter(
                    "A tag may contain letters, numbers, spaces and any of the following: _.:/=+-@");
        }
    }
}
