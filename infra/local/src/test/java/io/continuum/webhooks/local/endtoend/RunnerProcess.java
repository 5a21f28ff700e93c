package io.continuum.webhooks.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.local.Main;
import io.continuum.webhooks.local.leaks.Leaks;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The local runner in a JVM of its own, as {@code mvn -Plocal} starts it. It prints no secret: closing it fails otherwise. */
final class RunnerProcess implements AutoCloseable {
    private final Leaks leaks;
    private final Process process;
    private final CompletableFuture<URI> ready = new CompletableFuture<>();
    private final List<String> lines = new ArrayList<>();
    private final Thread reader;

    private RunnerProcess(Leaks leaks, Process process) {
        this.leaks = leaks;
        this.process = process;
        reader = Thread.ofVirtual().start(this::read);
    }

    /**
     * Starts one.
     *
     * @param leaks gets every line, and has the secrets of earlier runs over the same folder
     */
    static RunnerProcess start(Leaks leaks, Path dataDir, Map<String, String> env) {
        leaks.secret("admin key", TestPlatform.KEY);
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName());
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        // What leads this shell to an account of somebody's is not for a test.
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        builder.environment().putAll(env);
        builder.environment().put("PORT", "0");
        builder.environment().put("DATA_DIR", dataDir.toString());
        builder.environment().put("ADMIN_KEY", TestPlatform.KEY);
        try {
            return new RunnerProcess(leaks, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() {
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                leaks.wrote("a line of the runner", line);
                synchronized (lines) {
                    lines.add(line);
                }
                if (line.startsWith("READY ")) {
                    ready.complete(URI.create(line.substring("READY ".length())));
                }
            }
            ready.completeExceptionally(new IllegalStateException("ended before READY: " + output()));
        } catch (IOException e) {
            ready.completeExceptionally(e);
        }
    }

    /** Returns what it printed so far. */
    String output() {
        synchronized (lines) {
            return String.join("\n", lines);
        }
    }

    /** Waits for READY and returns a client. */
    Api api() {
        return new Api(ready.orTimeout(1, TimeUnit.MINUTES).join(), TestPlatform.KEY);
    }

    /** SIGKILL: nothing is flushed, nothing is said goodbye to. Returns when it happened. */
    Instant kill() {
        Instant at = Instant.now();
        process.destroyForcibly();
        process.onExit().orTimeout(1, TimeUnit.MINUTES).join();
        return at;
    }

    /** SIGTERM. Returns the exit code. */
    int terminate() {
        process.destroy();
        return exitCode();
    }

    /** Waits for the end, and until all is read that it printed, and returns the exit code. */
    int exitCode() {
        int code = process.onExit().orTimeout(1, TimeUnit.MINUTES).join().exitValue();
        try {
            reader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return code;
    }

    /** Ends it, and fails if it printed a secret. */
    @Override
    public void close() {
        process.destroyForcibly();
        exitCode();
        assertThat(leaks.found()).as("secrets found").isEmpty();
    }
}
