package io.continuum.webhooks.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.continuum.webhooks.core.problem.Unavailable;
import io.continuum.webhooks.lambda.api.TestContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException;

/** What Lambda's runtime would log of a handler that fails. */
class UnquotedTest {
    private static final String HIDDEN = "never-to-be-seen";

    /** Does something that may fail in any way. */
    private interface Step {
        void run() throws IOException;
    }

    private static void run(Step step) throws IOException {
        new Unquoted((_, _, _) -> step.run())
                .handleRequest(
                        InputStream.nullInputStream(), new ByteArrayOutputStream(), new TestContext("any", 1_000));
    }

    private static String logged(Step step) {
        StringWriter trace = new StringWriter();
        catchThrowable(() -> run(step)).printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }

    @Test
    void what_a_parser_quotes_does_not_get_out() {
        Step parse = () -> new ObjectMapper().readTree("{\"secret\": " + HIDDEN + "}");
        assertThatThrownBy(parse::run).as("it does quote").hasMessageContaining("never");

        assertThat(logged(parse))
                .contains("JsonParseException", "ObjectMapper.readTree")
                .doesNotContain("never");
    }

    @Test
    void what_a_service_says_of_a_request_does_not_get_out_even_as_a_cause() {
        Step refused = () -> {
            Exception theirs = SecretsManagerException.builder()
                    .message("Value '" + HIDDEN + "' at 'secretString' failed to satisfy constraint")
                    .build();
            throw new Unavailable("secretsmanager PutSecretValue", new IllegalStateException(HIDDEN, theirs));
        };

        assertThat(logged(refused))
                .contains("Unavailable (secretsmanager PutSecretValue), caused by java.lang.IllegalStateException")
                .contains("SecretsManagerException")
                .doesNotContain(HIDDEN);
    }

    @Test
    void neither_does_what_was_suppressed_on_the_way() {
        Step closing = () -> {
            IOException failure = new IOException("closed");
            failure.addSuppressed(new IllegalArgumentException(HIDDEN));
            throw failure;
        };

        assertThat(logged(closing)).contains("java.io.IOException").doesNotContain(HIDDEN);
    }

    @Test
    void an_error_and_an_answer_pass() throws Exception {
        assertThatThrownBy(() -> run(() -> {
                    throw new OutOfMemoryError("heap");
                }))
                .isInstanceOf(OutOfMemoryError.class);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new Unquoted((_, answer, _) -> answer.write('x'))
                .handleRequest(InputStream.nullInputStream(), out, new TestContext("any", 1_000));
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("x");
    }
}
