package io.continuum.webhooks.local.secretsmanager.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.continuum.webhooks.local.secretsmanager.engine.Limits;
import io.continuum.webhooks.local.secretsmanager.engine.RejectedException;
import io.continuum.webhooks.local.secretsmanager.engine.SecretStore;
import io.continuum.webhooks.local.secretsmanager.protocol.ProtocolException.Fault;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;

/**
 * The one endpoint of AWS JSON 1.1: POST /, the operation in X-Amz-Target, a JSON object in and out. Signatures are not
 * checked: whoever reaches 127.0.0.1 may call. Safe for use by many threads.
 */
public final class JsonEndpoint implements HttpHandler {
    private static final Logger LOGGER = System.getLogger(JsonEndpoint.class.getName());

    private static final String CONTENT_TYPE = "application/x-amz-json-1.1";

    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int INTERNAL_SERVER_ERROR = 500;

    private final Directives directives;

    /** Serves the secrets of that store. */
    public JsonEndpoint(SecretStore store) {
        this.directives = new Directives(store);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var reply = reply(exchange);
            byte[] body = reply.body().toString().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", CONTENT_TYPE);
            exchange.sendResponseHeaders(reply.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private record Reply(int status, ObjectNode body) {
        static Reply error(int status, String type, String message) {
            return new Reply(status, Outputs.object().put("__type", type).put("Message", message));
        }

        @Override
        public String toString() {
            return "Reply[" + status + "]";
        }
    }

    // The outermost frame: whatever goes wrong, the caller gets an answer and the log gets no value.
    private Reply reply(HttpExchange exchange) throws IOException {
        try {
            return new Reply(OK, answer(exchange));
        } catch (RejectedException rejected) {
            return Reply.error(BAD_REQUEST, ErrorTypes.of(rejected.code()), rejected.answer());
        } catch (ProtocolException refused) {
            return Reply.error(refused.fault().status(), refused.fault().type(), refused.answer());
        } catch (RuntimeException bug) {
            log(bug);
            return Reply.error(INTERNAL_SERVER_ERROR, ErrorTypes.INTERNAL, "An error occurred on the server side.");
        }
    }

    private ObjectNode answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(Limits.REQUEST_MAX_BYTES + 1);
        if (body.length > Limits.REQUEST_MAX_BYTES) {
            throw new ProtocolException(
                    Fault.TOO_LARGE, "A request must not be larger than " + Limits.REQUEST_MAX_BYTES + " bytes.");
        }
        if (!exchange.getRequestMethod().equals("POST")
                || !exchange.getRequestURI().getPath().equals("/")) {
            throw new ProtocolException(Fault.UNKNOWN_OPERATION, "Operations are POSTed to /.");
        }
        var directive = directives.forTarget(exchange.getRequestHeaders().getFirst("X-Amz-Target"));
        return directive.answer(Parameters.parse(body));
    }

    /** Logs where it happened but no message: that of a foreign exception may quote the request. */
    private static void log(RuntimeException bug) {
        var frames = bug.getStackTrace();
        LOGGER.log(
                Level.ERROR,
                "local Secrets Manager failed: {0} at {1}",
                bug.getClass().getName(),
                frames.length == 0 ? "an unknown place" : frames[0]);
    }
}
