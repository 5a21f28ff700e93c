package io.continuum.webhooks.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.continuum.webhooks.client.events.PublishFailure;
import io.continuum.webhooks.client.events.WebhookEvent;
import io.continuum.webhooks.client.events.WebhookEvents;
import io.continuum.webhooks.client.verify.Verdict;
import io.continuum.webhooks.client.verify.WebhookVerifier;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The producer library publishes to the real queue, and the verification library judges what arrives. */
class ClientEndToEndTest {
    private static final int MANY = 250;

    @Test
    void what_the_library_publishes_arrives_and_is_verified_by_it() throws Exception {
        List<PublishFailure> failures = Collections.synchronizedList(new ArrayList<>());
        try (TestPlatform platform = TestPlatform.with(Map.of());
                Receiver receiver = Receiver.answering(200);
                WebhookEvents events = WebhookEvents.to(
                                platform.platform().aws().sqs(),
                                platform.platform().queues().events().url())
                        .onFailure(failures::add)
                        .open()) {
            Api.Answer webhook = platform.api().register(receiver.url(), "*", "");
            events.memoryCreated("mem_1", "user_1", "First 100 characters", List.of("AI"), 0.85);
            IntStream.range(0, MANY)
                    .forEach(n -> events.emit(
                            WebhookEvent.of("custom.many", Map.of("n", n)).id("many-" + n)));
            assertThat(events.flush(Duration.ofSeconds(30))).isTrue();

            // Ten at a time to one webhook; another AWS may answer one call after the other.
            Await.that(
                    Duration.ofMinutes(4),
                    "every event",
                    () -> receiver.requests().size() > MANY);
            List<Receiver.Request> requests = receiver.requests();
            assertThat(failures).isEmpty();
            for (Receiver.Request request : requests) {
                Map<String, List<String>> headers = request.headers().entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, entry -> List.of(entry.getValue())));
                byte[] body = request.text().getBytes(StandardCharsets.UTF_8);
                assertThat(WebhookVerifier.standard(webhook.text("secret")).verify(headers, body))
                        .isEqualTo(new Verdict.Accepted(request.header("webhook-id")));
                assertThat(WebhookVerifier.continuum(webhook.text("secret"))
                                .verify(headers, body)
                                .accepted())
                        .isTrue();
            }
            assertThat(requests.stream()
                            .filter(request -> request.text().contains("custom.many"))
                            .map(ClientEndToEndTest::number))
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, MANY).boxed().toList());
            assertThat(requests)
                    .anySatisfy(request -> assertThat(request.text())
                            .contains("\"event\":\"memory.created\"")
                            .contains("\"content_preview\":\"First 100 characters\""));
        }
    }

    private static int number(Receiver.Request request) {
        try {
            JsonNode body = Api.JSON.readTree(request.text());
            return body.at("/data/n").asInt();
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
