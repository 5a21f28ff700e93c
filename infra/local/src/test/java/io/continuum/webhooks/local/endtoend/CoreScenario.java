package io.continuum.webhooks.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every AWS must carry: register, publish, a signed delivery, a retry, the dead-letter queue. */
abstract class CoreScenario {
    /** A breaker that would interfere opens late. */
    static final Map<String, String> SETTINGS = Map.of("BREAKER_FAILURES", "100");

    abstract TestPlatform platform();

    @Test
    void a_published_event_arrives_signed_with_the_webhook_s_secret() {
        try (Receiver receiver = Receiver.answering(200)) {
            Api.Answer webhook = platform().api().register(receiver.url(), "custom.core", "");

            String event = platform().api().publish("custom.core");

            Receiver.Request request = receiver.await(1).getFirst();
            assertThat(request.header("x-continuum-signature"))
                    .isEqualTo(Signatures.continuum(request, webhook.text("secret")));
            platform().api().delivery(webhook.text("id"), event, "success");
        }
    }

    @Test
    void a_failed_attempt_is_made_again_after_its_delay() {
        try (Receiver receiver = Receiver.answering(n -> n == 1 ? 503 : 200)) {
            Api.Answer webhook =
                    platform().api().register(receiver.url(), "custom.again", ",\"retry_policy\":{\"schedule\":[0,1]}");

            String event = platform().api().publish("custom.again");

            List<Receiver.Request> requests = receiver.await(2);
            assertThat(requests.getLast().at())
                    .isAfterOrEqualTo(requests.getFirst().at().plusSeconds(1));
            JsonNode delivery = platform().api().delivery(webhook.text("id"), event, "success");
            assertThat(delivery.path("attempts").asInt()).isEqualTo(2);
        }
    }

    @Test
    void an_exhausted_delivery_is_one_message_in_the_dead_letter_queue() {
        try (Receiver receiver = Receiver.answering(500)) {
            Api.Answer webhook =
                    platform().api().register(receiver.url(), "custom.dead", ",\"retry_policy\":{\"schedule\":[0,0]}");

            String event = platform().api().publish("custom.dead");

            platform().api().delivery(webhook.text("id"), event, "dead_letter");
            assertThat(receiver.requests()).hasSize(2);
            assertThat(DeadLetters.of(platform().platform(), event))
                    .extracting(dead -> dead.path("reason").asText())
                    .containsExactly("exhausted");
        }
    }
}
