package io.continuum.webhooks.local.process;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Ends the process in order: on SIGTERM, Ctrl-C or {@link #exit} everything registered is closed, the newest first,
 * and the process ends with exit code 0 (a JVM left to itself answers 143 or 130). One bound holds for all closings
 * together; what is not closed by then is abandoned, because a process that does not end is worse.
 *
 * <p>Always end through {@link #exit}: after {@link System#exit} the hook would still answer 0. Safe for use by many
 * threads.
 */
public final class Shutdown {
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Step> steps = new ArrayDeque<>();
    private final AtomicInteger status = new AtomicInteger();
    private final Duration bound;
    private final Consumer<String> log;

    /**
     * Makes a shutdown with nothing registered and no hook.
     *
     * @param bound longest time for all closings together
     * @param log receives a line for each closing that failed or was abandoned
     */
    public Shutdown(Duration bound, Consumer<String> log) {
        this.bound = bound;
        this.log = log;
    }

    /** Registers something to close; answers it, so that it can be registered where it is made. */
    public <T extends AutoCloseable> T closes(String name, T closeable) {
        lock.lock();
        try {
            steps.push(new Step(name, closeable));
        } finally {
            lock.unlock();
        }
        return closeable;
    }

    /** Installs the hook for SIGTERM and Ctrl-C. To be called once. */
    public void installHook() {
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(() -> {
                    closeAll();
                    System.out.flush();
                    Runtime.getRuntime().halt(status.get());
                }));
    }

    /** Closes everything and ends the process with this exit code; does not return. Needs the hook. */
    public void exit(int code) {
        status.set(code);
        System.exit(code);
    }

    /** Closes what is registered, the newest first, and forgets it. A failed closing does not keep back the others. */
    public void closeAll() {
        long deadline = System.nanoTime() + bound.toNanos();
        for (Step step = next(); step != null; step = next()) {
            close(step, deadline);
        }
    }

    private @Nullable Step next() {
        lock.lock();
        try {
            return steps.poll();
        } finally {
            lock.unlock();
        }
    }

    private void close(Step step, long deadline) {
        FutureTask<Boolean> closing = new FutureTask<>(() -> {
            step.closeable.close();
            return true;
        });
        Thread.ofPlatform().daemon().name("close-" + step.name).start(closing);
        try {
            closing.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            log.accept("Closing %s failed: %s".formatted(step.name, e.getCause()));
        } catch (TimeoutException _) {
            log.accept("Closing %s took too long and was abandoned".formatted(step.name));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private record Step(String name, AutoCloseable closeable) {}
}
