package io.continuum.webhooks.local.process;

import java.util.concurrent.CountDownLatch;

/** Prints its pid when it watches its parent, and ends when the parent ends. */
final class WatchingChild {
    private WatchingChild() {}

    public static void main(String[] arguments) throws InterruptedException {
        var parentEnded = new CountDownLatch(1);
        try (var _ = ParentWatch.start(parentEnded::countDown)) {
            System.out.println(ProcessHandle.current().pid());
            parentEnded.await();
            System.out.println("parent ended");
        }
    }
}
