package io.continuum.webhooks.local.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.InstantSource;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * A handler with what Lambda puts around an invocation: a context, a timeout, limits of the payload, and a result in
 * place of exceptions. One handler object serves all invocations, several at a time, each on a virtual thread of its
 * own: the handler must be thread-safe.
 */
public final class LambdaFunction {
    /** Largest request and response of a synchronous invocation, in bytes (Lambda quotas: "6 MB each"). */
    public static final int MAX_PAYLOAD_BYTES = 6_291_556;

    private final FunctionSettings settings;
    private final RequestStreamHandler handler;
    private final InstantSource clock;
    private final Consumer<String> log;

    /**
     * Makes the function.
     *
     * @param clock counts down the remaining time that the handler is told; the timeout itself is real time
     * @param log receives what the handler logs, and the stack trace of what it throws
     */
    public LambdaFunction(
            FunctionSettings settings, RequestStreamHandler handler, InstantSource clock, Consumer<String> log) {
        this.settings = settings;
        this.handler = handler;
        this.clock = clock;
        this.log = log;
    }

    /** Answers the function's name. */
    public String name() {
        return settings.name();
    }

    /**
     * Invokes the handler and waits for its end, for its timeout at the most. Never throws for what the handler does,
     * an {@link Error} included. Interrupting the caller interrupts the handler and answers {@code Failed}.
     *
     * @param event the JSON that the handler reads
     */
    public InvocationResult invoke(String event) {
        byte[] request = event.getBytes(UTF_8);
        if (request.length > MAX_PAYLOAD_BYTES) {
            return new InvocationResult.Failed("RequestTooLargeException", request.length + " bytes of request");
        }
        String requestId = UUID.randomUUID().toString();
        FutureTask<String> invocation = new FutureTask<>(() -> call(requestId, request));
        Thread.ofVirtual().name("lambda-" + name()).start(invocation);
        try {
            return answered(invocation.get(settings.timeout().toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException _) {
            invocation.cancel(true);
            log.accept("%s %s Task timed out after %s".formatted(name(), requestId, settings.timeout()));
            return new InvocationResult.TimedOut(settings.timeout());
        } catch (ExecutionException e) {
            return failed(requestId, Objects.requireNonNull(e.getCause()));
        } catch (InterruptedException _) {
            invocation.cancel(true);
            Thread.currentThread().interrupt();
            return new InvocationResult.Failed(InterruptedException.class.getName(), "the caller was interrupted");
        }
    }

    private String call(String requestId, byte[] request) throws IOException {
        var context = new InvocationContext(
                requestId, settings, clock.instant().plus(settings.timeout()), clock, new LineLogger(log));
        var response = new ByteArrayOutputStream();
        handler.handleRequest(new ByteArrayInputStream(request), response, context);
        return response.toString(UTF_8);
    }

    private static InvocationResult answered(String payload) {
        if (payload.length() > MAX_PAYLOAD_BYTES || payload.getBytes(UTF_8).length > MAX_PAYLOAD_BYTES) {
            return new InvocationResult.Failed(
                    "Function.ResponseSizeTooLarge", "the response is larger than " + MAX_PAYLOAD_BYTES + " bytes");
        }
        return new InvocationResult.Answered(payload);
    }

    private InvocationResult failed(String requestId, Throwable thrown) {
        var trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        log.accept("%s %s %s".formatted(name(), requestId, trace.toString().stripTrailing()));
        return new InvocationResult.Failed(thrown.getClass().getName(), Objects.toString(thrown.getMessage(), ""));
    }
}
