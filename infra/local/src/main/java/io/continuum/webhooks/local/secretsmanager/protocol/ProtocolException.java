package io.continuum.webhooks.local.secretsmanager.protocol;

/**
 * A request that is not one of AWS JSON 1.1, refused before any operation runs. The message never repeats the request,
 * which may contain a secret's value.
 */
final class ProtocolException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Fault fault;

    private final String answer;

    ProtocolException(Fault fault, String answer) {
        super(answer, null, false, false);
        this.fault = fault;
        this.answer = answer;
    }

    String answer() {
        return answer;
    }

    Fault fault() {
        return fault;
    }

    /** What is wrong, with AWS's name for it and the HTTP status. */
    enum Fault {
        /** The body is not JSON, or a member has the wrong type. */
        SERIALIZATION("SerializationException", 400),
        /** The X-Amz-Target header names no operation of this server, or the request is not a POST of /. */
        UNKNOWN_OPERATION("UnknownOperationException", 400),
        /** The body is larger than any valid request. */
        TOO_LARGE("RequestEntityTooLargeException", 413);

        private final String type;
        private final int status;

        Fault(String type, int status) {
            this.type = type;
            this.status = status;
        }

        String type() {
            return type;
        }

        int status() {
            return status;
        }
    }
}
