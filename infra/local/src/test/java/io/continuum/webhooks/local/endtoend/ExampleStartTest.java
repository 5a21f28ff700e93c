package io.continuum.webhooks.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The receivers of {@code examples/} with a setting that would refuse every delivery, or accept everybody's. */
class ExampleStartTest {
    private static final String SECRET = "whs_0123456789abcdef0123456789abcdef";
    private static final long MOST_SECONDS = 60;
    private static final int USUAL_PORT = 3000;

    @ParameterizedTest
    @EnumSource
    void a_receiver_without_a_secret_does_not_start_and_names_the_variable(ExampleLanguage language) throws Exception {
        assertThat(refusal(language, Map.of())).contains("WEBHOOK_SECRET");
        assertThat(refusal(language, Map.of("WEBHOOK_SECRET", ""))).contains("WEBHOOK_SECRET");
        assertThat(refusal(language, Map.of("WEBHOOK_SECRET", ","))).contains("WEBHOOK_SECRET");
    }

    @ParameterizedTest
    @EnumSource
    void a_receiver_with_a_malformed_public_key_does_not_start_and_says_why(ExampleLanguage language) throws Exception {
        for (String bad : new String[] {"whpk_", "whpk_AAAA", "whpk_" + "!".repeat(43)}) {
            assertThat(refusal(language, Map.of("WEBHOOK_SECRET", SECRET + "," + bad)))
                    .as(bad)
                    .contains("WEBHOOK_SECRET: a public key is whpk_ and the base64 of 32 bytes");
        }
    }

    /** FastAPI's is an argument of the server's. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "FASTAPI")
    void a_receiver_that_is_given_no_port_takes_3000(ExampleLanguage language) throws Exception {
        // Taken, by this test or by another program, it shows in that the receiver cannot start.
        try (ServerSocket held = new ServerSocket()) {
            try {
                held.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), USUAL_PORT));
            } catch (BindException e) {
                assertThat(e).hasMessageContaining("in use");
            }
            assertThat(refusal(language, Map.of("WEBHOOK_SECRET", SECRET)))
                    .containsIgnoringCase("address already in use");
        }
    }

    /** Returns what it printed before it ended. */
    private static String refusal(ExampleLanguage language, Map<String, String> env)
            throws IOException, InterruptedException {
        Path folder = language.prepared();
        Path log = Files.createTempFile("receiver", ".log");
        Process process = Tools.start(folder, log, env, language.command(0));
        try {
            assertThat(process.waitFor(MOST_SECONDS, TimeUnit.SECONDS))
                    .as("it ended: %s", Files.readString(log))
                    .isTrue();
            assertThat(process.exitValue()).isNotZero();
            return Files.readString(log);
        } finally {
            process.destroy();
            Files.delete(log);
        }
    }
}
