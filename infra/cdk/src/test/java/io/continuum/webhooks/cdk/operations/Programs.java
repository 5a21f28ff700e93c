package io.continuum.webhooks.cdk.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Programs that tests of this module need beside Java. */
public final class Programs {
    private Programs() {}

    /** Skips the test if {@code program} is not on this machine; fails it in CI. */
    public static void need(String program) {
        boolean there = Arrays.stream(System.getenv("PATH").split(":", -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder).resolve(program)));
        if ("true".equals(System.getenv("CI"))) {
            assertThat(there).as(program + " is not on this machine").isTrue();
        }
        assumeTrue(there, program + " is not on this machine");
    }
}
