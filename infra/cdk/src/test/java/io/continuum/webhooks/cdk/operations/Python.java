package io.continuum.webhooks.cdk.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Runs the repository's scripts. */
final class Python {
    private static final int SECONDS = 60;

    private Python() {}

    /** What a script wrote and how it ended. */
    record Run(String output, int code) {}

    /** Runs a script; what it starts finds the interpreter in the variable {@code PYTHON}. */
    static Run run(Path script, Map<String, String> environment, List<String> arguments)
            throws IOException, InterruptedException {
        Programs.need("python3");
        // Itself, not a version manager's: that would put a folder of its own before those of the environment.
        Run itself = started(List.of("python3", "-c", "import sys; print(sys.executable)"), Map.of());
        List<String> line = new ArrayList<>(List.of(itself.output().strip(), script.toString()));
        line.addAll(arguments);
        Map<String, String> whole = new TreeMap<>(environment);
        whole.put("PYTHON", itself.output().strip());
        return started(line, whole);
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
