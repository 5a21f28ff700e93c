package io.continuum.webhooks.lambda.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookVersionTest {
    private final ApiWorld world = ApiWorld.quiet();
    private final Client client = world.client("acme");

    @BeforeEach
    void one_webhook() {
        client.post("/webhooks", "{\"url\": \"https://a.example/\", \"events\": [\"*\"], \"uid\": \"lamp\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"1\"", "*", "\"7\", \"1\"", " \"1\" "})
    void if_match_lets_a_change_of_that_version_through(String tags) {

        assertThat(client.send(ifMatch("PATCH", "{\"name\": \"n\"}", tags)).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PATCH | {\"name\": \"n\"} | \"2\"",
                "PUT | {\"name\": \"n\"} | \"2\"",
                "DELETE | | \"2\"",
                "DELETE | | W/\"1\"",
                "PATCH | {\"name\": \"n\"} | 1",
                "PATCH | {\"name\": \"n\"} | garbage",
                "PATCH | {\"name\": \"n\"} | \"1",
                "PATCH | {\"name\": \"n\"} | \"99999999999999999999\"",
                "PUT | {\"name\": 1} | \"2\"",
            })
    void if_match_stops_a_change_of_another_version(String method, @Nullable String body, String tags) {
        String before = world.everything("acme");

        Answer refused = client.send(ifMatch(method, body, tags));

        assertThat(refused.status()).isEqualTo(412);
        assertThat(refused.code()).isEqualTo("etag_mismatch");
        assertThat(world.everything("acme")).isEqualTo(before);
    }

    @Test
    void a_deletion_of_a_version_stops_at_a_change_that_comes_between() {
        world.webhooks.whenAnnounced(() -> client.patch("/webhooks/lamp", "{\"name\": \"changed\"}"));

        Answer refused = client.send(ifMatch("DELETE", null, "\"1\""));

        assertThat(refused.status()).isEqualTo(412);
        assertThat(client.get("/webhooks/lamp").at("/name").asText()).isEqualTo("changed");
        assertThat(world.vault.size()).isEqualTo(1);
    }

    @Test
    void a_deletion_of_any_version_holds_against_a_change_that_comes_between() {
        world.webhooks.whenAnnounced(() -> client.patch("/webhooks/lamp", "{\"name\": \"changed\"}"));

        assertThat(client.delete("/webhooks/lamp").status()).isEqualTo(204);
        assertThat(client.get("/webhooks/lamp").status()).isEqualTo(404);
        assertThat(world.vault.size()).isZero();
    }

    @Test
    void a_deletion_that_comes_second_finds_nothing() {
        world.webhooks.whenAnnounced(() -> client.delete("/webhooks/lamp"));

        assertThat(client.delete("/webhooks/lamp").status()).isEqualTo(404);
    }

    private APIGatewayProxyRequestEvent ifMatch(String method, @Nullable String body, String tags) {
        APIGatewayProxyRequestEvent event = client.event(method, "/webhooks/lamp", body);
        event.getHeaders().put("if-match", tags);
        return event.withMultiValueHeaders(Map.of());
    }
}
