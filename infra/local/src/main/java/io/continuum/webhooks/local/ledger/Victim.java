package io.continuum.webhooks.local.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** A process under test, seen from outside: it is started, told what to do, and killed by its pid. */
final class Victim implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(1);
    private static final Duration END = Duration.ofMinutes(1);

    private final Process process;
    private final Witness witness;
    private final InstantSource clock;
    private final CompletableFuture<URI> ready = new CompletableFuture<>();
    private final CompletableFuture<Point> here = new CompletableFuture<>();
    private final AtomicInteger held = new AtomicInteger();
    private final Thread reader;
    private final Instant started;

    private Victim(Process process, Witness witness, InstantSource clock) {
        this.process = process;
        this.witness = witness;
        this.clock = clock;
        this.started = clock.instant();
        this.reader = Thread.ofPlatform().daemon().start(this::read);
    }

    /**
     * How it is started.
     *
     * @param env its variables, as for the local runner
     * @param options of its JVM
     */
    record Settings(Map<String, String> env, List<String> options) {}

    static Victim start(Settings settings, Witness witness, InstantSource clock) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("--sun-misc-unsafe-memory-access=allow");
        command.add("-Xmx512m");
        // Lives of seconds: the second compiler would only get in the way.
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-XX:+UseSerialGC");
        command.add("-Xshare:auto");
        command.addAll(settings.options());
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(VictimMain.class.getName());
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        // What leads this shell to an account of somebody's is not for a test.
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        builder.environment().putAll(settings.env());
        try {
            return new Victim(builder.start(), witness, clock);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it answers, and returns where. */
    URI address() {
        try {
            return ready.get(START.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("it does not start:\n" + witness.lastLines(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Gives an order of {@link VictimMain}. One that is dead does not hear it. */
    void order(String order) {
        try {
            OutputStream orders = process.getOutputStream();
            orders.write((order + "\n").getBytes(UTF_8));
            orders.flush();
        } catch (IOException e) {
            // It was killed meanwhile.
            return;
        }
    }

    /** Waits until it stands where it was told to be killed; false if it did not come there in time. */
    boolean stands(Duration limit) {
        try {
            var _ = here.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** SIGKILL, as {@link #kill}, from a thread that cannot wait for the end. */
    void strike() {
        // Process.destroyForcibly would close the pipe and lose the lines still in it.
        var _ = process.toHandle().destroyForcibly();
    }

    /** Waits until it is gone; false if it is not in time. */
    boolean isGone(Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** SIGKILL: nothing is flushed, nothing is said goodbye to. */
    Life kill(Point point) {
        strike();
        return ended(point, true);
    }

    /** SIGTERM: it ends in order. */
    Life end() {
        var _ = process.toHandle().destroy();
        return ended(Point.ANYWHERE, false);
    }

    private Life ended(Point point, boolean killed) {
        process.onExit().orTimeout(END.toSeconds(), TimeUnit.SECONDS).join();
        Instant gone = clock.instant();
        try {
            reader.join(END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new Life(started, gone, point, killed, Math.max(0, held.get()));
    }

    private void read() {
        try (BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                take(line);
            }
        } catch (IOException e) {
            witness.hear("the output broke off: " + e.getMessage());
        } finally {
            ready.completeExceptionally(new IllegalStateException("it ended"));
            here.completeExceptionally(new IllegalStateException("it ended"));
        }
    }

    private void take(String line) {
        if (line.startsWith(Signals.READY)) {
            ready.complete(URI.create(line.substring(Signals.READY.length())));
        } else if (line.startsWith(Signals.HERE)) {
            here.complete(Point.valueOf(line.substring(Signals.HERE.length())));
        } else if (line.startsWith(Signals.HELD)) {
            held.addAndGet(Integer.parseInt(line.substring(Signals.HELD.length())));
        } else {
            witness.hear(line);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
