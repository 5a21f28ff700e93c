package io.continuum.webhooks.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Programs of other languages. Where one is missing a test is skipped, but in CI, which must have them all. */
final class Tools {
    private static final long MOST_MINUTES = 5;
    private static final boolean ALL_NEEDED = "true".equals(System.getenv("CI"));

    private Tools() {}

    /** Skips the test if {@code program} is not on this machine; fails it in CI. */
    static void need(String program) {
        boolean there = Arrays.stream(System.getenv("PATH").split(":", -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder).resolve(program)));
        if (ALL_NEEDED) {
            assertThat(there).as(program + " is not on this machine").isTrue();
        }
        assumeTrue(there, program + " is not on this machine");
    }

    /** Runs a program to its end and returns what it printed; fails if it failed. */
    static String run(Path folder, String... command) {
        try {
            Path out = Files.createTempFile("tool", ".log");
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(out.toFile())
                    .start();
            boolean ended = process.waitFor(MOST_MINUTES, TimeUnit.MINUTES);
            String text = Files.readString(out);
            Files.delete(out);
            assertThat(ended).as(text).isTrue();
            assertThat(process.exitValue())
                    .as(String.join(" ", command) + "\n" + text)
                    .isZero();
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Starts a program that goes on; its output goes to {@code log}. */
    static Process start(Path folder, Path log, Map<String, String> env, String... command) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().putAll(env);
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
