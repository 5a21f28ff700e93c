package io.continuum.webhooks.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ParentWatchTest {
    @Test
    void a_child_ends_when_its_parent_is_killed() throws Exception {
        childEndsAfterKillOfParent(ChildJvm.start(ParentOfWatchingChild.class));
    }

    /** As in a container without an init: the dead parent stays as a zombie, which looks alive. */
    @Test
    void a_child_ends_when_its_parent_is_killed_and_nobody_reaps_it() throws Exception {
        List<String> command = new ArrayList<>(List.of("sh", "-c", "\"$@\" & exec sleep 60", "sh"));
        command.addAll(ChildJvm.command(ParentOfWatchingChild.class));

        childEndsAfterKillOfParent(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    @Test
    void nothing_happens_while_the_parent_lives() {
        var ended = new AtomicInteger();
        ParentWatch.start(ended::incrementAndGet).close();

        assertThat(ended).hasValue(0);
    }

    private static void childEndsAfterKillOfParent(Process root) throws Exception {
        try (var lines = root.inputReader()) {
            ProcessHandle parent = process(lines.readLine());
            ProcessHandle child = process(lines.readLine());
            parent.destroyForcibly();

            assertThat(lines.readLine()).isEqualTo("parent ended");
            child.onExit().get(20, TimeUnit.SECONDS);
        } finally {
            root.destroyForcibly();
        }
    }

    private static ProcessHandle process(String pid) {
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }
}
