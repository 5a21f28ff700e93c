package io.continuum.webhooks.local.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

class FunctionZipTest {
    /** Cold starts read all of it; what grows beyond this was not meant to. */
    private static final long MOST_BYTES = 15_000_000;

    @Test
    void the_zip_has_the_managed_runtimes_layout_and_nothing_else() throws IOException {
        assertThat(entries()).isNotEmpty().allMatch(name -> name.matches("lib/[^/]+\\.jar"));
    }

    @Test
    void the_zip_has_what_a_function_needs_and_no_runtime_emulator_or_test() throws IOException {
        assertThat(entries())
                .anyMatch(name -> name.startsWith("lib/webhooks-lambda-"))
                .anyMatch(name -> name.startsWith("lib/webhooks-core-"))
                .anyMatch(name -> name.startsWith("lib/crac-"))
                .noneMatch(name -> name.endsWith("-tests.jar"))
                .noneMatch(name -> name.matches(
                        ".*(runtime-interface-client|lambda-java-serialization|lambda-java-events|DynamoDBLocal|elasticmq"
                                + "|junit|assertj|archunit|netty|webhooks-local|webhooks-client).*"));
    }

    @Test
    void the_zip_stays_small() throws IOException {
        assertThat(Files.size(FunctionWorld.ZIP)).isLessThan(MOST_BYTES);
    }

    private static List<String> entries() throws IOException {
        try (ZipFile zip = new ZipFile(FunctionWorld.ZIP.toFile())) {
            return zip.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(ZipEntry::getName)
                    .toList();
        }
    }
}
