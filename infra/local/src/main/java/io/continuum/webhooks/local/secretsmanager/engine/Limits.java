package io.continuum.webhooks.local.secretsmanager.engine;

import java.time.Duration;

/**
 * Every number of the service in one place.
 *
 * <p>Sources: "API" is the AWS Secrets Manager API reference of the operation or type named; "quotas" is the user
 * guide's page reference_limits; "tagging" is "Service quotas for Tagging" in the AWS General Reference.
 */
public final class Limits {
    /** Characters of a secret's name. API: CreateSecret. */
    public static final int NAME_MAX_CHARACTERS = 512;

    /** Characters of a name or ARN that identifies a secret. API: GetSecretValue. */
    public static final int SECRET_ID_MAX_CHARACTERS = 2048;

    /** Bytes of a value: of the text in UTF-8, or of the binary before base64. Quotas: secret value size. */
    public static final int VALUE_MAX_BYTES = 65_536;

    /** Characters of a description. API: CreateSecret. */
    public static final int DESCRIPTION_MAX_CHARACTERS = 2048;

    /** Characters of a KMS key id. API: CreateSecret. */
    public static final int KMS_KEY_ID_MAX_CHARACTERS = 2048;

    /** Fewest characters of a ClientRequestToken, which becomes the version's id. API: CreateSecret. */
    public static final int VERSION_ID_MIN_CHARACTERS = 32;

    /** Most characters of a ClientRequestToken, which becomes the version's id. API: CreateSecret. */
    public static final int VERSION_ID_MAX_CHARACTERS = 64;

    /** Characters of a staging label. API: PutSecretValue. */
    public static final int STAGING_LABEL_MAX_CHARACTERS = 256;

    /** Staging labels in one request (API: PutSecretValue) and across all versions of a secret (quotas). */
    public static final int STAGING_LABELS_MAX = 20;

    /** Versions kept before unlabelled ones are removed. Quotas. */
    public static final int VERSIONS_KEPT = 100;

    /** Age below which a version is never removed. Quotas. */
    public static final Duration VERSION_MIN_AGE = Duration.ofHours(24);

    /** Tags on one secret. Tagging. */
    public static final int TAGS_MAX = 50;

    /** Characters of a tag's key. API: Tag. */
    public static final int TAG_KEY_MAX_CHARACTERS = 128;

    /** Characters of a tag's value. API: Tag. */
    public static final int TAG_VALUE_MAX_CHARACTERS = 256;

    /** Fewest days between DeleteSecret and the end of the secret. API: DeleteSecret. */
    public static final int RECOVERY_WINDOW_MIN_DAYS = 7;

    /** Most days between DeleteSecret and the end of the secret. API: DeleteSecret. */
    public static final int RECOVERY_WINDOW_MAX_DAYS = 30;

    /** Days of the recovery window when the request names none. API: DeleteSecret. */
    public static final int RECOVERY_WINDOW_DEFAULT_DAYS = 30;

    /** Results on a page of ListSecrets and ListSecretVersionIds, and the number when the request names none. API. */
    public static final int LIST_MAX_RESULTS = 100;

    /** Secrets in one BatchGetSecretValue, and results on a page of it. API: BatchGetSecretValue. */
    public static final int BATCH_MAX_SECRETS = 20;

    /** Filters of a request. API: ListSecrets. */
    public static final int FILTERS_MAX = 10;

    /** Values of one filter. API: Filter. */
    public static final int FILTER_VALUES_MAX = 10;

    /** Characters of a filter's value. API: Filter. */
    public static final int FILTER_VALUE_MAX_CHARACTERS = 512;

    /** Characters of a NextToken. API: ListSecrets. */
    public static final int NEXT_TOKEN_MAX_CHARACTERS = 4096;

    /** Random characters at the end of an ARN, after a dash. API: CreateSecret. */
    public static final int ARN_SUFFIX_CHARACTERS = 6;

    /** The account of every ARN: there is only one on this machine. Ours; LocalStack uses the same. */
    public static final String ACCOUNT_ID = "000000000000";

    /**
     * Bytes of a request's body. Ours: a value of 65,536 bytes takes at most 393,216 when each is written as a
     * six-character JSON escape, and 50 tags of 384 characters at most 115,200, so nothing valid is larger.
     */
    public static final int REQUEST_MAX_BYTES = 1_048_576;

    private Limits() {}
}
