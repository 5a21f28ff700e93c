package io.continuum.webhooks.cdk.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs the repository's scripts. */
final class Python {
    private static final int SECONDS = 60;

    private Python() {}

    /** What a script wrote and how it ended. */
    record Run(String output, int code) {}

    /** Skips the test if there is no python3; fails it in CI. */
    static void need() {
        boolean there = Arrays.stream(System.getenv("PATH").split(":", -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder).resolve("python3")));
        if ("true".equals(System.getenv("CI"))) {
            assertThat(there).as("python3 is not on this machine").isTrue();
        }
        assumeTrue(there, "python3 is not on this machine");
    }

    static Run run(Path script, Map<String, String> environment, List<String> arguments)
            throws IOException, InterruptedException {
        need();
        // Itself, not a version manager's: that would put a folder of its own before those of the environment.
        Run itself = started(List.of("python3", "-c", "import sys; print(sys.executable)"), Map.of());
        List<String> line = new ArrayList<>(List.of(itself.output().strip(), script.toString()));
        line.addAll(arguments);
        return started(line, environment);
    }

    private static Run started(List<String> line, Map<String, String> environment)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
        return new Run(output, process.exitValue());
    }
}
