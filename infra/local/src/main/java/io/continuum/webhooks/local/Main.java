package io.continuum.webhooks.local;

import io.continuum.webhooks.local.process.ParentWatch;
import io.continuum.webhooks.local.process.Shutdown;
import io.continuum.webhooks.local.process.StartFailure;
import java.time.Duration;

/** Starts everything on this machine: {@code mvn -Plocal}. */
public final class Main {
    /** Longest time that closing takes; what is not settled by then is delivered again at the next start. */
    private static final Duration CLOSING = Duration.ofSeconds(10);

    private Main() {}

    /** Starts, and ends with Ctrl-C, SIGTERM, or the process that started this one. */
    public static void main(String[] args) {
        Shutdown shutdown = new Shutdown(CLOSING, System.err::println);
        try {
            shutdown.installHook();
            LocalSettings settings = LocalSettings.of(System.getenv());
            shutdown.closes("parent watch", ParentWatch.start(() -> shutdown.exit(0)));
            LocalPlatform platform = LocalPlatform.start(settings, shutdown, System.out);
            platform.adminKeyToPrint().ifPresent(key -> System.out.println("ADMIN_KEY " + key));
            System.out.println("READY " + platform.address());
        } catch (StartFailure e) {
            System.err.println(e.getMessage());
            shutdown.exit(1);
        } catch (RuntimeException e) {
            // Threads of the engines would keep a JVM alive that can serve nobody.
            e.printStackTrace();
            shutdown.exit(1);
        }
    }
}
