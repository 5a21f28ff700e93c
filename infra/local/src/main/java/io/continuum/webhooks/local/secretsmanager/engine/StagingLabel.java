package io.continuum.webhooks.local.secretsmanager.engine;

/**
 * A label on a version; each label of a secret is on one version at a time.
 *
 * @param value 1 to 256 characters; case matters
 */
public record StagingLabel(String value) implements Comparable<StagingLabel> {
    /** The version that GetSecretValue answers when the caller names none. */
    public static final StagingLabel CURRENT = new StagingLabel("AWSCURRENT");

    /** The version that CURRENT was last taken from. */
    public static final StagingLabel PREVIOUS = new StagingLabel("AWSPREVIOUS");

    /** The version that a rotation is preparing. */
    public static final StagingLabel PENDING = new StagingLabel("AWSPENDING");

    /** Refuses other lengths with InvalidParameterException. */
    public StagingLabel {
        Check.length("A staging label", value, 1, Limits.STAGING_LABEL_MAX_CHARACTERS);
    }

    @Override
    public int compareTo(StagingLabel other) {
        return value.compareTo(other.value);
    }
}
