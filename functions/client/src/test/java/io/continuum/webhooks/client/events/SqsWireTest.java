package io.continuum.webhooks.client.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.continuum.webhooks.client.events.PublishFailure.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The SDK's own client reads errors as SQS writes them: what it makes of their codes is what is judged. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SqsWireTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<PublishFailure> failures = Collections.synchronizedList(new ArrayList<>());

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "com.amazonaws.sqs#InvalidMessageContents, InvalidMessageContents;Sender, REFUSED",
                "com.amazonaws.sqs#BatchRequestTooLong, AWS.SimpleQueueService.BatchRequestTooLong;Sender, REFUSED",
                "com.amazon.coral.service#ExpiredTokenException, -, UNAVAILABLE",
                "com.amazonaws.sqs#KmsThrottled, KMS.ThrottlingException;Sender, UNAVAILABLE",
                "com.amazonaws.sqs#RequestThrottled, RequestThrottled;Sender, UNAVAILABLE",
                "com.amazonaws.sqs#QueueDoesNotExist, AWS.SimpleQueueService.NonExistentQueue;Sender, UNAVAILABLE"
            })
    void only_what_is_about_content_is_final(String type, String query, Reason reason) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> answer(exchange, type, query));
        server.start();
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        try (SqsClient sqs = client(address)) {
            try (WebhookEvents events = WebhookEvents.to(sqs, address + "/000000000000/events")
                    .pace(new MovedPace())
                    .onFailure(failures::add)
                    .open()) {
                IntStream.rangeClosed(1, 10).forEach(n -> events.emit("custom.x", Map.of("n", n)));
                assertThat(events.flush(Duration.ofSeconds(50))).isTrue();
            }
        } finally {
            server.stop(0);
        }
        // All ten have that fault: each was judged, and alone if it is final.
        assertThat(failures).hasSize(10).allMatch(failure -> failure.reason() == reason);
    }

    private static void answer(HttpExchange exchange, String type, String query) throws IOException {
        try (exchange) {
            JsonNode request = JSON.readTree(exchange.getRequestBody());
            assertThat(request.path("Entries").isArray()).isTrue();
            byte[] body = JSON.writeValueAsBytes(Map.of("__type", type, "message", "of the test's"));
            exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.0");
            if (query != null) {
                exchange.getResponseHeaders().add("x-amzn-query-error", query);
            }
            exchange.sendResponseHeaders(400, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static SqsClient client(URI address) {
        return SqsClient.builder()
                .endpointOverride(address)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .overrideConfiguration(config -> config.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
    }
}
