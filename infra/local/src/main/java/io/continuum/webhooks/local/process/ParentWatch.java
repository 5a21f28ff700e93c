package io.continuum.webhooks.local.process;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Runs an action once when the process that started this one ends. A SIGTERM to {@code mvn} alone leaves its child
 * running; this is how the child notices.
 *
 * <p>Two signs count, whichever comes first: the parent's exit, and a parent other than the one at the start. The second
 * is needed where nobody reaps the dead parent, as in a container without an init: it stays as a zombie, which looks
 * alive, but its children have been given to another process.
 */
public final class ParentWatch implements AutoCloseable {
    private static final Duration CHECK_EVERY = Duration.ofMillis(250);

    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicBoolean done = new AtomicBoolean();
    private final Runnable onParentEnd;

    private ParentWatch(Runnable onParentEnd) {
        this.onParentEnd = onParentEnd;
    }

    /**
     * Starts watching the present parent. A process without one (pid 1 of a container) is not watched.
     *
     * @param onParentEnd run at most once, on a thread of the watch
     */
    public static ParentWatch start(Runnable onParentEnd) {
        ParentWatch watch = new ParentWatch(onParentEnd);
        ProcessHandle.current().parent().ifPresent(watch::watch);
        return watch;
    }

    /** Stops watching; the action is not run any more. */
    @Override
    public void close() {
        done.set(true);
        closed.countDown();
    }

    private void watch(ProcessHandle parent) {
        var _ = parent.onExit().thenRun(this::ended);
        Thread.ofPlatform().daemon().name("parent-watch").start(() -> compareParents(parent.pid()));
    }

    private void compareParents(long pid) {
        try {
            while (!closed.await(CHECK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                Optional<Long> now = ProcessHandle.current().parent().map(ProcessHandle::pid);
                if (!now.equals(Optional.of(pid))) {
                    ended();
                    return;
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void ended() {
        if (done.compareAndSet(false, true)) {
            closed.countDown();
            onParentEnd.run();
        }
    }
}
