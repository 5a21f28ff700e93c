package io.continuum.webhooks.local.secretsmanager.engine;

import java.util.regex.Pattern;

/**
 * The name of a secret: 1 to 512 ASCII letters, digits and {@code /_+=.@-}.
 *
 * @param value the name as the caller wrote it; case matters
 */
public record SecretName(String value) {
    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9/_+=.@-]{1," + Limits.NAME_MAX_CHARACTERS + "}");

    /** Refuses other names with InvalidParameterException. */
    public SecretName {
        if (!ALLOWED.matcher(value).matches()) {
            throw RejectedException.invalidParameter("Invalid name. Must be a valid name of 1-"
                    + Limits.NAME_MAX_CHARACTERS
                    + " characters containing alphanumeric characters, or any of the following: -/_+=.@");
        }
    }

    /** Tells whether a text could be a name at all. */
    static boolean allows(String text) {
        return ALLOWED.matcher(text).matches();
    }
}
