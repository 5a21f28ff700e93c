package io.continuum.webhooks.local.secretsmanager.engine;

/**
 * A request that the service refuses, with the error that AWS documents for it.
 *
 * <p>AWS's contract names its refusals as exceptions, so they unwind as such to the two places that answer them: the
 * protocol, and BatchGetSecretValue, which reports them per secret. Messages name secrets, versions and labels, and
 * never contain a secret's value. There is no stack trace: this is an answer, not a bug.
 */
public final class RejectedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    private final String answer;

    private RejectedException(ErrorCode code, String answer) {
        super(answer, null, false, false);
        this.code = code;
        this.answer = answer;
    }

    /**
     * Refuses a parameter whose name or value is wrong in any state of the secret.
     *
     * @param answer what the caller reads; must not contain a secret's value
     */
    public static RejectedException invalidParameter(String answer) {
        return new RejectedException(ErrorCode.INVALID_PARAMETER, answer);
    }

    /**
     * Refuses what the current state of the secret does not allow.
     *
     * @param answer what the caller reads; must not contain a secret's value
     */
    public static RejectedException invalidRequest(String answer) {
        return new RejectedException(ErrorCode.INVALID_REQUEST, answer);
    }

    /** Refuses a page token that was not given out by the same operation. */
    public static RejectedException invalidNextToken() {
        return new RejectedException(ErrorCode.INVALID_NEXT_TOKEN, "The NextToken value is invalid.");
    }

    /** Refuses a secret that does not exist or whose recovery window has ended. */
    public static RejectedException secretNotFound() {
        return new RejectedException(ErrorCode.RESOURCE_NOT_FOUND, "Secrets Manager can't find the specified secret.");
    }

    /**
     * Refuses a version that the secret does not have.
     *
     * @param which how the caller named the version, such as {@code "staging label: AWSPENDING"}
     */
    public static RejectedException versionNotFound(String which) {
        return new RejectedException(
                ErrorCode.RESOURCE_NOT_FOUND, "Secrets Manager can't find the specified secret value for " + which);
    }

    /** Refuses to create a secret whose name is taken. */
    public static RejectedException secretExists(SecretName name) {
        return new RejectedException(
                ErrorCode.RESOURCE_EXISTS,
                "The operation failed because the secret " + name.value() + " already exists.");
    }

    /** Refuses to change the value of an existing version. */
    public static RejectedException versionExists(VersionId id, Secret secret) {
        return new RejectedException(
                ErrorCode.RESOURCE_EXISTS,
                "You can't use ClientRequestToken " + id.value()
                        + " because that value is already in use for a version of secret "
                        + secret.arn().value() + ".");
    }

    /**
     * Refuses what would exceed a quota.
     *
     * @param answer what the caller reads; must not contain a secret's value
     */
    public static RejectedException limitExceeded(String answer) {
        return new RejectedException(ErrorCode.LIMIT_EXCEEDED, answer);
    }

    /** Returns which of the documented errors this is. */
    public ErrorCode code() {
        return code;
    }

    /** Returns the message for the caller, never null. */
    public String answer() {
        return answer;
    }
}
