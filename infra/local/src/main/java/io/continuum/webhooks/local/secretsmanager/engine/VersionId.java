package io.continuum.webhooks.local.secretsmanager.engine;

/**
 * The id of a version, which is the ClientRequestToken of the request that made it.
 *
 * @param value 32 to 64 characters, usually a UUID
 */
public record VersionId(String value) {
    /** Refuses other lengths with InvalidParameterException. */
    public VersionId {
        Check.length(
                "A version id or ClientRequestToken",
                value,
                Limits.VERSION_ID_MIN_CHARACTERS,
                Limits.VERSION_ID_MAX_CHARACTERS);
    }
}
