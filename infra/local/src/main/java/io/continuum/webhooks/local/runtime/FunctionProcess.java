package io.continuum.webhooks.local.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.continuum.webhooks.local.lambda.InvocationResult;
import io.continuum.webhooks.local.lambda.LambdaFunction;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * One execution environment: a JVM with the runtime interface client and a function of the zip. It starts once and ends once,
 * by itself, by a time-out, or by {@link #kill}; a new one is a new object. Thread-safe.
 */
public final class FunctionProcess implements AutoCloseable {
    /** INIT of a function outside of SnapStart is given up after 10 s by Lambda; a busy build machine is slower. */
    private static final Duration INIT_LIMIT = Duration.ofSeconds(60);

    /** {@code beforeCheckpoint} may take 130 s (SnapStart's documentation, "runtime hooks"). */
    private static final Duration CHECKPOINT_LIMIT = Duration.ofSeconds(130);

    private final ProcessSettings settings;
    private final InstantSource clock;
    private final RuntimeApi api;
    private final Process process;

    private FunctionProcess(ProcessSettings settings, InstantSource clock, RuntimeApi api, Process process) {
        this.settings = settings;
        this.clock = clock;
        this.api = api;
        this.process = process;
    }

    /**
     * Starts a process; it is not ready yet when this returns.
     *
     * @param zip stays unpacked as long as the process lives
     * @param clock gives invocations their deadline
     * @param log receives what the process prints, line by line
     */
    public static FunctionProcess start(
            FunctionZip zip, ProcessSettings settings, InstantSource clock, Consumer<String> log) {
        RuntimeApi api = RuntimeApi.start(settings.function().arn());
        try {
            Process process = launch(zip.folder(), settings, api);
            FunctionProcess started = new FunctionProcess(settings, clock, api, process);
            // A read of a pipe holds the thread that carries a virtual one, as long as the process lives.
            Thread.ofPlatform().daemon().start(() -> watch(process, api, log));
            return started;
        } catch (IOException e) {
            api.close();
            throw new UncheckedIOException(e);
        }
    }

    private static Process launch(Path folder, ProcessSettings settings, RuntimeApi api) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ProcessSettings.JVM_OPTIONS);
        command.add(RuntimeJars.nativeLibrary());
        command.addAll(List.of("-classpath", RuntimeJars.classPath(), RuntimeJars.MAIN, settings.handler()));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        String path = Objects.toString(environment.get("PATH"), "");
        environment.clear();
        environment.put("PATH", path);
        environment.putAll(settings.processEnvironment(api.authority(), folder.toString()));
        return builder.start();
    }

    /** Passes on what it prints until it is gone, and says so. */
    private static void watch(Process process, RuntimeApi api, Consumer<String> log) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            lines.lines().forEach(log);
        } catch (IOException | UncheckedIOException _) {
            // The process was killed; what it said until then has been passed on.
        }
        int status = process.onExit().join().exitValue();
        api.end(new FunctionFailure("Runtime.ExitError", "Runtime exited with error: exit status " + status));
    }

    /**
     * Waits until it asks for its first invocation; with SnapStart that is after {@link #restore}.
     *
     * @throws FunctionFailure if it reports an error, ends, or is not ready in time
     */
    public FunctionProcess awaitReady() {
        await(api.initialised(), INIT_LIMIT);
        return this;
    }

    /**
     * With SnapStart, waits until its hooks have run and the snapshot could be taken.
     *
     * @throws FunctionFailure as {@link #awaitReady} does
     */
    public FunctionProcess awaitCheckpoint() {
        await(api.checkpointed(), CHECKPOINT_LIMIT);
        return this;
    }

    /** With SnapStart, lets it go on behind its snapshot. */
    public void restore() {
        api.restore();
    }

    private static void await(CompletableFuture<Void> event, Duration limit) {
        try {
            event.orTimeout(limit.toNanos(), TimeUnit.NANOSECONDS).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof FunctionFailure failure) {
                throw failure;
            }
            throw new FunctionFailure("Sandbox.Timedout", "not ready after " + limit);
        }
    }

    /**
     * Invokes the function and waits for its answer, for its timeout at the most: then the process is killed, as Lambda
     * does. Never throws for what the function does.
     *
     * @param event the JSON that the handler reads
     */
    public InvocationResult invoke(byte[] event) {
        if (event.length > LambdaFunction.MAX_PAYLOAD_BYTES) {
            return new InvocationResult.Failed("RequestTooLargeException", event.length + " bytes of request");
        }
        Duration timeout = settings.function().timeout();
        CompletableFuture<InvocationResult> result =
                api.invoke(event, clock.instant().plus(timeout));
        try {
            return result.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            kill();
            return new InvocationResult.TimedOut(timeout);
        } catch (ExecutionException e) {
            throw new IllegalStateException("results are values", e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new InvocationResult.Failed(InterruptedException.class.getName(), "the caller was interrupted");
        }
    }

    /** Invokes the function with a text, as {@link #invoke(byte[])} does. */
    public InvocationResult invoke(String event) {
        return invoke(event.getBytes(UTF_8));
    }

    /** Returns whether its JVM runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Returns the calls that it made to the Runtime API besides those of invocations, in order. */
    public List<String> runtimeCalls() {
        return api.calls();
    }

    /** SIGKILL, as Lambda ends an environment: nothing is finished. Returns when it is gone. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Kills it and ends its Runtime API. */
    @Override
    public void close() {
        kill();
        api.close();
    }
}
