package io.continuum.webhooks.local.process;

import java.io.IOException;

/** Starts a {@link WatchingChild} on its own output, and waits for it. */
final class ParentOfWatchingChild {
    private ParentOfWatchingChild() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        System.out.println(ProcessHandle.current().pid());
        new ProcessBuilder(ChildJvm.command(WatchingChild.class))
                .inheritIO()
                .start()
                .waitFor();
    }
}
