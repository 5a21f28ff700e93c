package io.continuum.webhooks.lambda.http;

import io.continuum.webhooks.core.egress.SendFailure;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.core5.http.MessageConstraintException;

/** Puts a stable name to what went wrong: by type and by how far the request got, never by message text. */
final class Failures {
    private Failures() {}

    static SendFailure of(Exception failure, Exchange exchange) {
        if (failure instanceof BlockedTargetException) {
            return SendFailure.BLOCKED_TARGET;
        }
        // After the timer closed the connection the exception is whatever HC5 happened to be doing.
        boolean late = exchange.isExpired() || failure instanceof InterruptedIOException;
        return switch (exchange.phase()) {
            case QUEUE -> SendFailure.TIMEOUT;
            case LOOKUP -> SendFailure.DNS_ERROR;
            case CONNECT -> late ? SendFailure.CONNECT_TIMEOUT : SendFailure.CONNECT_REFUSED;
            case HANDSHAKE -> late ? SendFailure.CONNECT_TIMEOUT : inHandshake(failure);
            case ANSWER -> late ? SendFailure.TIMEOUT : inAnswer(failure);
        };
    }

    private static SendFailure inHandshake(Exception failure) {
        return isReset(failure) ? SendFailure.RESET : SendFailure.TLS_ERROR;
    }

    private static SendFailure inAnswer(Exception failure) {
        return switch (failure) {
            case MessageConstraintException _ -> SendFailure.RESPONSE_TOO_LARGE;
            case ClientProtocolException _ -> SendFailure.PROTOCOL_ERROR;
            case SSLException _ -> isReset(failure) ? SendFailure.RESET : SendFailure.TLS_ERROR;
            case IOException _ -> SendFailure.RESET;
            default -> SendFailure.PROTOCOL_ERROR;
        };
    }

    /** JSSE wraps a reset, and an end without close_notify, in exceptions of its own. */
    private static boolean isReset(Exception failure) {
        return failure instanceof SocketException
                || failure.getCause() instanceof SocketException
                || failure instanceof EOFException;
    }
}
