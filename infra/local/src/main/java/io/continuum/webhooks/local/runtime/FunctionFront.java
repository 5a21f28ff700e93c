package io.continuum.webhooks.local.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.continuum.webhooks.core.json.CanonicalJson;
import io.continuum.webhooks.local.lambda.InvocationResult;
import java.io.IOException;
import java.net.URI;
import java.util.function.Function;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * A function behind {@code POST /} on 127.0.0.1: the event is the body, the result is the answer. Emulators of AWS hand
 * invocations on this way ({@code MINISTACK_LAMBDA_PROXY_<name>} of ministack 1.5). A function that fails answers 500 with
 * {@code X-Amz-Function-Error} and {@code {"errorMessage", "errorType"}}, so that the invocation fails there too.
 */
public final class FunctionFront implements AutoCloseable {
    private static final int OK = 200;
    private static final int FAILED = 500;
    private static final int NOT_ALLOWED = 405;
    private static final byte[] NOTHING = "null".getBytes(UTF_8);

    private final LoopbackServer server;
    private final Function<byte[], InvocationResult> function;

    private FunctionFront(Function<byte[], InvocationResult> function, int port) {
        this.function = function;
        this.server = LoopbackServer.start(port, this::handle);
    }

    /**
     * Starts one.
     *
     * @param function invoked once per request, by several threads at once
     * @param port 0 for any that is free
     */
    public static FunctionFront start(Function<byte[], InvocationResult> function, int port) {
        return new FunctionFront(function, port);
    }

    /** Returns where to POST events. */
    public URI address() {
        return URI.create("http://" + server.authority() + "/");
    }

    private void handle(ClassicHttpRequest request, ClassicHttpResponse response, HttpContext context)
            throws IOException {
        if (!request.getMethod().equals("POST") || request.getEntity() == null) {
            LoopbackServer.answer(response, NOT_ALLOWED, NOTHING);
            return;
        }
        switch (function.apply(EntityUtils.toByteArray(request.getEntity()))) {
            case InvocationResult.Answered(String payload) ->
                LoopbackServer.answer(response, OK, payload.isBlank() ? NOTHING : payload.getBytes(UTF_8));
            case InvocationResult.Failed(String type, String message) -> fail(response, type, message);
            case InvocationResult.TimedOut(var after) ->
                fail(response, "Sandbox.Timedout", "Task timed out after " + after.toMillis() + " ms");
        }
    }

    private static void fail(ClassicHttpResponse response, String type, String message) {
        response.setHeader("X-Amz-Function-Error", "Unhandled");
        CanonicalJson error = CanonicalJson.object()
                .put("errorMessage", message)
                .put("errorType", type)
                .build();
        LoopbackServer.answer(response, FAILED, error.text().getBytes(UTF_8));
    }

    @Override
    public void close() {
        server.close();
    }
}
