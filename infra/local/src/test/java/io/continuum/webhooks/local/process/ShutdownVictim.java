package io.continuum.webhooks.local.process;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** Registers three things to close; with an argument it ends itself with that exit code, else it waits for a signal. */
final class ShutdownVictim {
    private ShutdownVictim() {}

    public static void main(String[] arguments) throws InterruptedException {
        var shutdown = new Shutdown(Duration.ofSeconds(5), System.out::println);
        shutdown.installHook();
        shutdown.closes("engine", () -> System.out.println("closing engine"));
        shutdown.closes("gateway", () -> System.out.println("closing gateway"));
        System.out.println("ready");
        if (arguments.length > 0) {
            shutdown.exit(Integer.parseInt(arguments[0]));
        }
        new CountDownLatch(1).await();
    }
}
