package io.continuum.webhooks.local.secretsmanager.protocol;

import io.continuum.webhooks.local.secretsmanager.engine.ErrorCode;

/** The names that errors have on the wire: those of the API reference. */
final class ErrorTypes {
    /** A bug or a failed disk, with status 500: the caller may try again. */
    static final String INTERNAL = "InternalServiceError";

    private ErrorTypes() {}

    static String of(ErrorCode code) {
        return switch (code) {
            case INVALID_PARAMETER -> "InvalidParameterException";
            case INVALID_REQUEST -> "InvalidRequestException";
            case INVALID_NEXT_TOKEN -> "InvalidNextTokenException";
            case RESOURCE_NOT_FOUND -> "ResourceNotFoundException";
            case RESOURCE_EXISTS -> "ResourceExistsException";
            case LIMIT_EXCEEDED -> "LimitExceededException";
        };
    }
}
