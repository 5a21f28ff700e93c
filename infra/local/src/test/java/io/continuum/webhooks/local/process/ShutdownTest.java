package io.continuum.webhooks.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ShutdownTest {
    private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();

    @Test
    void the_newest_is_closed_first() {
        var shutdown = shutdown(Duration.ofSeconds(10));
        shutdown.closes("one", () -> seen.add("one"));
        shutdown.closes("two", () -> seen.add("two"));
        shutdown.closeAll();

        assertThat(seen).containsExactly("two", "one");
    }

    @Test
    void a_failed_closing_does_not_keep_back_the_others() {
        var shutdown = shutdown(Duration.ofSeconds(10));
        shutdown.closes("one", () -> seen.add("one"));
        shutdown.closes("two", () -> {
            throw new IllegalStateException("stuck");
        });
        shutdown.closeAll();

        assertThat(seen).containsExactly("Closing two failed: java.lang.IllegalStateException: stuck", "one");
    }

    @Test
    void a_closing_that_takes_too_long_is_abandoned() {
        var shutdown = shutdown(Duration.ofMillis(50));
        shutdown.closes("two", new CountDownLatch(1)::await);
        shutdown.closeAll();

        assertThat(seen).containsExactly("Closing two took too long and was abandoned");
    }

    @Test
    void nothing_is_closed_twice() {
        var shutdown = shutdown(Duration.ofSeconds(10));
        shutdown.closes("one", () -> seen.add("one"));
        shutdown.closeAll();
        shutdown.closeAll();

        assertThat(seen).containsExactly("one");
    }

    @Test
    void sigterm_closes_everything_and_ends_with_exit_code_0() throws Exception {
        Process victim = ChildJvm.start(ShutdownVictim.class);
        try (var lines = victim.inputReader()) {
            assertThat(lines.readLine()).isEqualTo("ready");
            victim.toHandle().destroy();

            assertThat(lines.lines().toList()).isEqualTo(List.of("closing gateway", "closing engine"));
            assertThat(victim.waitFor()).isZero();
        } finally {
            victim.destroyForcibly();
        }
    }

    @Test
    void an_exit_code_of_ones_own_is_kept() throws Exception {
        Process victim = ChildJvm.start(ShutdownVictim.class, "1");
        try (var lines = victim.inputReader()) {
            assertThat(lines.lines().toList()).isEqualTo(List.of("ready", "closing gateway", "closing engine"));
            assertThat(victim.waitFor()).isEqualTo(1);
        } finally {
            victim.destroyForcibly();
        }
    }

    private Shutdown shutdown(Duration bound) {
        return new Shutdown(bound, seen::add);
    }
}
