package io.continuum.webhooks.lambda.api;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.continuum.webhooks.core.journal.Journal;
import io.continuum.webhooks.core.problem.ErrorCode;
import io.continuum.webhooks.core.problem.Refusal;
import io.continuum.webhooks.core.problem.Unavailable;
import io.continuum.webhooks.lambda.api.dialect.Presenters;
import io.continuum.webhooks.lambda.api.gateway.ProxyAnswer;
import io.continuum.webhooks.lambda.api.gateway.ProxyEvent;
import io.continuum.webhooks.lambda.api.gateway.Request;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Answers proxy events of API Gateway, REST and HTTP APIs alike. Thread-safe. */
public final class ApiHandler implements RequestStreamHandler {
    private static final JsonMapper JSON = new JsonMapper();

    /** A throttled table or queue has room again after a moment. */
    private static final Duration COME_AGAIN = Duration.ofSeconds(2);

    /** Frames of a failure that go into the log: enough to find the line. */
    private static final int FRAMES = 8;

    private final Router router;
    private final Journal journal;

    /** Answers by {@code api}. */
    public ApiHandler(Api api) {
        this.router = RouteTable.router(api);
        this.journal = api.platform().journal();
    }

    /** Returns everything that is answered. */
    List<Route> routes() {
        return router.routes();
    }

    /** Writes an answer to every event, whatever happens on the way. */
    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
        out.write(answer(ProxyEvent.read(event(in), context.getAwsRequestId())));
    }

    private static JsonNode event(InputStream in) throws IOException {
        try {
            return JSON.readTree(in);
        } catch (JsonProcessingException e) {
            // Not from API Gateway. It has no path, so it is answered like one that does not exist.
            return MissingNode.getInstance();
        }
    }

    /** The outermost frame: nothing that went wrong leaves it but as a problem that says nothing about us. */
    private byte[] answer(Request request) {
        try {
            return ProxyAnswer.write(router.answer(request), request.id());
        } catch (Unavailable e) {
            failed(Journal.Level.WARNING, "api.unavailable", request, e);
            String detail = "Repeat the request; nothing was done, or all of it may be done again.";
            return problem(request, new Refusal(ErrorCode.UNAVAILABLE, detail, List.of(), COME_AGAIN));
        } catch (RuntimeException e) {
            failed(Journal.Level.ERROR, "api.failed", request, e);
            String detail = "Report this with the value of the header X-Request-Id.";
            return problem(request, Refusal.of(ErrorCode.INTERNAL, detail));
        }
    }

    private static byte[] problem(Request request, Refusal refusal) {
        return ProxyAnswer.write(Presenters.usual().problem(refusal, request.path()), request.id());
    }

    /** Messages stay out of the log: libraries quote what they could not read. */
    private void failed(Journal.Level level, String what, Request request, RuntimeException e) {
        Throwable cause = e.getCause();
        List<String> frames = Arrays.stream(e.getStackTrace())
                .limit(FRAMES)
                .map(StackTraceElement::toString)
                .toList();
        String service = e instanceof Unavailable ? String.valueOf(e.getMessage()) : "";
        journal.write(
                level,
                what,
                Map.of(
                        "request_id", request.id(),
                        "method", request.method(),
                        "exception", e.getClass().getName(),
                        "cause", cause == null ? "" : cause.getClass().getName(),
                        "service", service,
                        "at", String.join("; ", frames)));
    }
}
