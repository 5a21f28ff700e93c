package io.continuum.webhooks.local.secretsmanager.engine;

/** Why the service refuses a request: the errors that the API reference lists for the operations here. */
public enum ErrorCode {
    /** A parameter's name or value is invalid. */
    INVALID_PARAMETER,
    /** A parameter's value is not valid for the current state of the secret. */
    INVALID_REQUEST,
    /** The page token is not one that this operation gave out. */
    INVALID_NEXT_TOKEN,
    /** There is no such secret or version. */
    RESOURCE_NOT_FOUND,
    /** The secret or the version exists already. */
    RESOURCE_EXISTS,
    /** The request would exceed a quota. */
    LIMIT_EXCEEDED
}
