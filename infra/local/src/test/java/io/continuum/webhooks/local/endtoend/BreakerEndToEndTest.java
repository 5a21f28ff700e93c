package io.continuum.webhooks.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class BreakerEndToEndTest {
    private static final int OPEN_SECONDS = 4;

    @Test
    void five_failures_open_the_breaker_one_probe_closes_it_and_nothing_is_lost() {
        try (TestPlatform platform = TestPlatform.with(Map.of("BREAKER_OPEN_SECONDS", Integer.toString(OPEN_SECONDS)));
                Receiver receiver = Receiver.answering(n -> n <= 5 ? 500 : 200)) {
            Api api = platform.api();
            Api.Answer webhook = api.register(
                    receiver.url(), "memory.created", ",\"retry_policy\":{\"schedule\":[0,1,1,1,1,1,1,1]}");
            String id = webhook.text("id");
            String failing = api.publish("memory.created");
            List<Receiver.Request> failed = receiver.await(5);
            JsonNode breaker = Await.until("the breaker is open", () -> {
                JsonNode now = api.get("/v1/webhooks/" + id).json().path("breaker");
                return now.path("state").asText().equals("open") ? now : null;
            });
            assertThat(breaker.path("opened_at").isNull()).isFalse();
            assertThat(breaker.path("next_probe_at").isNull()).isFalse();

            String waiting = api.publish("memory.created");
            api.publish("memory.created");
            JsonNode delivery = api.delivery(id, waiting, "pending");
            assertThat(delivery.path("waiting_for").asText()).isEqualTo("breaker");

            List<Receiver.Request> all = receiver.await(8);
            Instant opened = failed.get(4).at();
            assertThat(all.stream().filter(request -> request.at().isAfter(opened)))
                    .as("no request while it is open")
                    .allMatch(request -> Duration.between(opened, request.at()).toSeconds() >= OPEN_SECONDS);
            assertThat(api.delivery(id, failing, "success").path("attempts").asInt())
                    .as("waiting is no attempt")
                    .isEqualTo(6);
            assertThat(api.delivery(id, waiting, "success").path("attempts").asInt())
                    .isEqualTo(1);
            assertThat(api.get("/v1/webhooks/" + id)
                            .json()
                            .path("breaker")
                            .path("state")
                            .asText())
                    .isEqualTo("closed");
        }
    }

    @Test
    @Tag("T50")
    void only_one_request_goes_out_as_the_probe() {
        try (TestPlatform platform = TestPlatform.with(Map.of("BREAKER_OPEN_SECONDS", "3"));
                Receiver receiver = Receiver.answering(500)) {
            Api api = platform.api();
            Api.Answer webhook = api.register(
                    receiver.url(), "memory.created", ",\"retry_policy\":{\"schedule\":[0,0,0,0,0,0,0,0]}");
            for (int i = 0; i < 20; i++) {
                api.publish("memory.created");
            }
            Await.until("the breaker opened twice", () -> {
                JsonNode breaker =
                        api.get("/v1/webhooks/" + webhook.text("id")).json().path("breaker");
                return breaker.path("state").asText().equals("open")
                                && Instant.parse(breaker.path("next_probe_at").asText())
                                        .isAfter(Instant.parse(breaker.path("opened_at")
                                                        .asText())
                                                .plusSeconds(4))
                        ? ""
                        : null;
            });
            // Ten slots at most were in flight when it opened; after that one probe.
            List<Receiver.Request> requests = receiver.requests();
            Instant last = requests.getLast().at();
            assertThat(requests.stream()
                            .filter(request ->
                                    Duration.between(request.at(), last).toMillis() < 2_000))
                    .hasSize(1);
        }
    }
}
