package io.continuum.webhooks.local.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.continuum.webhooks.local.lambda.InvocationResult;
import io.continuum.webhooks.local.lambda.LambdaFunction;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * Lambda's Runtime API for one execution environment, on a free port of 127.0.0.1
 * (docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html, and the two of SnapStart). Hands invocations to whoever asks for
 * the next one, several at a time if several threads ask. Thread-safe.
 */
public final class RuntimeApi implements AutoCloseable {
    private static final String RUNTIME = "/2018-06-01/runtime/";
    private static final String INVOCATION = RUNTIME + "invocation/";
    private static final JsonMapper JSON = new JsonMapper();
    private static final byte[] OK = "{\"status\":\"OK\"}".getBytes(UTF_8);
    private static final int ACCEPTED = 202;
    private static final int SUCCESS = 200;
    private static final int NOT_FOUND = 404;
    private static final int TOO_LARGE = 413;

    /** How often a thread that waits for work looks whether there will be any. */
    private static final int LOOK_MILLIS = 100;

    private final String functionArn;
    private final LoopbackServer server;
    private final BlockingQueue<Invocation> waiting = new LinkedBlockingQueue<>();
    private final Map<String, Invocation> running = new ConcurrentHashMap<>();
    private final CompletableFuture<Void> initialised = new CompletableFuture<>();
    private final CompletableFuture<Void> checkpointed = new CompletableFuture<>();
    private final CompletableFuture<Void> restored = new CompletableFuture<>();
    private final List<String> calls = new ArrayList<>();
    private volatile @Nullable FunctionFailure ended;

    private RuntimeApi(String functionArn) {
        this.functionArn = functionArn;
        this.server = LoopbackServer.start(0, this::handle);
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared, copied in
    private record Invocation(
            String requestId, byte[] event, Instant deadline, CompletableFuture<InvocationResult> result) {}

    /** Starts one that calls the function by {@code functionArn}. */
    public static RuntimeApi start(String functionArn) {
        return new RuntimeApi(functionArn);
    }

    /** Returns what {@code AWS_LAMBDA_RUNTIME_API} says: host and port. */
    public String authority() {
        return server.authority();
    }

    /** Is done once the function asks for work; fails with {@link FunctionFailure} if it reports an error before. */
    public CompletableFuture<Void> initialised() {
        return initialised.copy();
    }

    /** Is done once the function has run its hooks and is ready for its snapshot; fails as {@link #initialised} does. */
    public CompletableFuture<Void> checkpointed() {
        return checkpointed.copy();
    }

    /** Lets a function go on that waits for its restore. */
    public void restore() {
        restored.complete(null);
    }

    /** Returns the paths that the function called so far, each behind its method, without those of invocations. */
    public List<String> calls() {
        synchronized (calls) {
            return List.copyOf(calls);
        }
    }

    /**
     * Hands an invocation to the function.
     *
     * @param deadline what the function is told; enforced by the caller
     * @return done when the function answers or ends
     */
    public CompletableFuture<InvocationResult> invoke(byte[] event, Instant deadline) {
        Invocation invocation =
                new Invocation(UUID.randomUUID().toString(), event.clone(), deadline, new CompletableFuture<>());
        waiting.add(invocation);
        FunctionFailure end = ended;
        if (end != null && waiting.remove(invocation)) {
            invocation.result.complete(failed(end));
        }
        return invocation.result;
    }

    /** Says that the function's process is no more: whatever it had or was to get has failed. */
    public void end(FunctionFailure reason) {
        ended = reason;
        initialised.completeExceptionally(reason);
        checkpointed.completeExceptionally(reason);
        List<Invocation> lost = new ArrayList<>(running.values());
        waiting.drainTo(lost);
        lost.forEach(invocation -> invocation.result.complete(failed(reason)));
    }

    private static InvocationResult failed(FunctionFailure reason) {
        return new InvocationResult.Failed(reason.errorType(), String.valueOf(reason.getMessage()));
    }

    private void handle(ClassicHttpRequest request, ClassicHttpResponse response, HttpContext context)
            throws IOException {
        String path = request.getPath();
        byte[] body = request.getEntity() == null ? new byte[0] : EntityUtils.toByteArray(request.getEntity());
        if (!path.startsWith(INVOCATION)) {
            synchronized (calls) {
                calls.add(request.getMethod() + " " + path);
            }
        }
        switch (path) {
            case INVOCATION + "next" -> next(response);
            case RUNTIME + "restore/next" -> {
                checkpointed.complete(null);
                restored.join();
                LoopbackServer.answer(response, SUCCESS, OK);
            }
            case RUNTIME + "init/error", RUNTIME + "restore/error" -> {
                end(failure(body));
                LoopbackServer.answer(response, ACCEPTED, OK);
            }
            default -> result(path, body, response);
        }
    }

    private void next(ClassicHttpResponse response) throws IOException {
        initialised.complete(null);
        Invocation invocation = take();
        running.put(invocation.requestId, invocation);
        response.setHeader("Lambda-Runtime-Aws-Request-Id", invocation.requestId);
        response.setHeader("Lambda-Runtime-Deadline-Ms", Long.toString(invocation.deadline.toEpochMilli()));
        response.setHeader("Lambda-Runtime-Invoked-Function-Arn", functionArn);
        response.setHeader("Lambda-Runtime-Trace-Id", "Root=1-00000000-000000000000000000000000;Sampled=0");
        LoopbackServer.answer(response, SUCCESS, invocation.event);
    }

    private Invocation take() throws IOException {
        try {
            while (ended == null) {
                Invocation invocation = waiting.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                if (invocation != null) {
                    return invocation;
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        throw new IOException("nobody will ask for an answer any more");
    }

    private void result(String path, byte[] body, ClassicHttpResponse response) {
        int end = path.lastIndexOf('/');
        Invocation invocation = path.startsWith(INVOCATION) && end > INVOCATION.length()
                ? running.remove(path.substring(INVOCATION.length(), end))
                : null;
        if (invocation == null) {
            LoopbackServer.answer(response, NOT_FOUND, OK);
        } else if (path.endsWith("/error")) {
            invocation.result.complete(failed(failure(body)));
            LoopbackServer.answer(response, ACCEPTED, OK);
        } else if (body.length > LambdaFunction.MAX_PAYLOAD_BYTES) {
            String message = "the response is larger than " + LambdaFunction.MAX_PAYLOAD_BYTES + " bytes";
            invocation.result.complete(new InvocationResult.Failed("Function.ResponseSizeTooLarge", message));
            LoopbackServer.answer(response, TOO_LARGE, OK);
        } else {
            invocation.result.complete(new InvocationResult.Answered(new String(body, UTF_8)));
            LoopbackServer.answer(response, ACCEPTED, OK);
        }
    }

    private static FunctionFailure failure(byte[] body) {
        JsonNode error;
        try {
            error = JSON.readTree(body);
        } catch (JsonProcessingException _) {
            error = MissingNode.getInstance();
        } catch (IOException e) {
            throw new IllegalStateException("bytes are at hand", e);
        }
        return new FunctionFailure(
                error.path("errorType").asText("Runtime.Unknown"),
                error.path("errorMessage").asText(""));
    }

    /** Ends what waits, as {@link #end} does, and drops all connections. */
    @Override
    public void close() {
        restored.complete(null);
        end(new FunctionFailure("Runtime.Closed", "the environment was closed"));
        server.close();
    }
}
