package io.continuum.webhooks.local.secretsmanager.engine;

/**
 * What a caller writes to point at a secret: its name, its ARN, or its ARN without the dash and six characters.
 *
 * @param value 1 to 2,048 characters
 */
public record SecretId(String value) {
    /** Refuses other lengths with InvalidParameterException. */
    public SecretId {
        Check.length("SecretId", value, 1, Limits.SECRET_ID_MAX_CHARACTERS);
    }
}
