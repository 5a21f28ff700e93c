package io.continuum.webhooks.local.runtime;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.continuum.webhooks.local.lambda.InvocationResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A function of one execution environment at a time, a new one whenever the old one has ended: after a time-out, an exit, an
 * error of INIT. Thread-safe.
 */
public final class FunctionRuntime implements RequestStreamHandler, AutoCloseable {
    private final Supplier<FunctionProcess> environments;
    private @Nullable FunctionProcess current;

    /** Takes its environments from {@code environments}, and closes them. */
    public FunctionRuntime(Supplier<FunctionProcess> environments) {
        this.environments = environments;
    }

    /** Invokes the function as {@link FunctionProcess#invoke(byte[])} does; an error of INIT is the invocation's. */
    public InvocationResult invoke(byte[] event) {
        FunctionProcess environment;
        try {
            environment = environment();
        } catch (FunctionFailure e) {
            return new InvocationResult.Failed(e.errorType(), String.valueOf(e.getMessage()));
        }
        return environment.invoke(event);
    }

    private synchronized FunctionProcess environment() {
        FunctionProcess known = current;
        if (known != null && known.isAlive()) {
            return known;
        }
        if (known != null) {
            known.close();
        }
        current = null;
        FunctionProcess made = environments.get();
        try {
            made.awaitReady();
        } catch (RuntimeException e) {
            // Else one that reported an error and lives on, or that hangs, would be invoked next.
            made.close();
            throw e;
        }
        current = made;
        return made;
    }

    /**
     * Invokes the function for whoever drives handlers, such as an event-source mapping.
     *
     * @throws FunctionFailure if the function fails or times out
     */
    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
        switch (invoke(in.readAllBytes())) {
            case InvocationResult.Answered(String payload) -> out.write(payload.getBytes(StandardCharsets.UTF_8));
            case InvocationResult.Failed(String type, String message) -> throw new FunctionFailure(type, message);
            case InvocationResult.TimedOut(var after) ->
                throw new FunctionFailure("Sandbox.Timedout", "Task timed out after " + after);
        }
    }

    @Override
    public synchronized void close() {
        FunctionProcess known = current;
        if (known != null) {
            known.close();
        }
    }
}
