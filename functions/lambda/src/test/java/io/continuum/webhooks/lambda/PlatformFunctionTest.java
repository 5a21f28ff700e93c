package io.continuum.webhooks.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.continuum.webhooks.core.fake.MutableClock;
import io.continuum.webhooks.core.fake.Webhooks;
import io.continuum.webhooks.lambda.api.TestContext;
import io.continuum.webhooks.lambda.telemetry.Captured;
import io.continuum.webhooks.lambda.telemetry.Telemetry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Each function as Lambda gets it, in a process whose input and services fail with words that nobody may read. */
class PlatformFunctionTest {
    private static final String HIDDEN = "never-to-be-seen";

    /** What Lambda leaves a function of one minute at its beginning. */
    private static final int REMAINING_MILLIS = 60_000;

    @ParameterizedTest
    @EnumSource
    void what_a_failing_function_shows_quotes_neither_its_input_nor_its_services(PlatformFunction function) {
        StringWriter shown = new StringWriter();

        try (Wiring process = process()) {
            RequestStreamHandler handler = function.handler(process);
            catchThrowable(() -> handler.handleRequest(
                            unreadable(), new ByteArrayOutputStream(), new TestContext("any", REMAINING_MILLIS)))
                    .printStackTrace(new PrintWriter(shown));
        }

        assertThat(shown.toString()).contains("Exception").doesNotContain(HIDDEN);
    }

    private static InputStream unreadable() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException(HIDDEN);
            }

            @Override
            public int read(byte[] into, int from, int most) throws IOException {
                throw new IOException(HIDDEN);
            }
        };
    }

    private static Wiring process() {
        Map<String, String> env = new HashMap<>();
        env.put("STAGE", "test");
        env.put("WEBHOOKS_TABLE", "none");
        env.put("DELIVERIES_TABLE", "none");
        for (String name : List.of("EVENTS", "HIGH", "NORMAL", "LOW", "DEAD_LETTER", "POISON")) {
            env.put(name + "_QUEUE_URL", "https://sqs.test/none");
        }
        MutableClock clock = new MutableClock(Webhooks.EPOCH);
        return Wiring.of(
                Config.of(env),
                new AwsClients(
                        failing(DynamoDbClient.class), failing(SqsClient.class), failing(SecretsManagerClient.class)),
                Telemetry.ofFunction(new Captured().stream(), clock, "test"),
                clock,
                new Random(1));
    }

    /** Returns a client whose every call fails with what the service might quote. */
    private static <T> T failing(Class<T> client) {
        return client.cast(Proxy.newProxyInstance(client.getClassLoader(), new Class<?>[] {client}, (_, _, _) -> {
            throw SdkClientException.create(HIDDEN);
        }));
    }
}
