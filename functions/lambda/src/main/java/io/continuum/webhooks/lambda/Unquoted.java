package io.continuum.webhooks.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.continuum.webhooks.core.problem.Unavailable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * A handler whose failures quote nothing. Lambda's runtime logs the message of whatever leaves a handler, and those of
 * its causes; parsers and SDKs write into theirs what they could not read or were not allowed to send. As thread-safe as
 * the handler.
 */
final class Unquoted implements RequestStreamHandler {
    /** Causes named; a longer chain says nothing more. */
    private static final int CAUSES = 5;

    private final RequestStreamHandler handler;

    Unquoted(RequestStreamHandler handler) {
        this.handler = handler;
    }

    /** Throws {@link Failure} in place of any exception; an error, such as being out of memory, stays as it is. */
    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
        try {
            handler.handleRequest(in, out, context);
        } catch (IOException | RuntimeException e) {
            throw new Failure(e);
        }
    }

    /** Tells the types and the place of a failure, and which service was missing. */
    static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private Failure(Exception failure) {
            super(named(failure));
            setStackTrace(failure.getStackTrace());
        }

        private static String named(Exception failure) {
            // Words of ours: the service and the operation.
            String service = failure instanceof Unavailable ? " (" + failure.getMessage() + ")" : "";
            StringBuilder names = new StringBuilder(failure.getClass().getName()).append(service);
            Throwable cause = failure.getCause();
            for (int i = 0; i < CAUSES && cause != null; i++) {
                names.append(", caused by ").append(cause.getClass().getName());
                cause = cause.getCause();
            }
            return names.toString();
        }
    }
}
