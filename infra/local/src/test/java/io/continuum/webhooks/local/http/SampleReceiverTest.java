package io.continuum.webhooks.local.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.continuum.webhooks.local.lambda.Handlers;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleReceiverTest {
    private final InstantSource clock = InstantSource.fixed(GatewayScenario.NOW);
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpGateway gateway = HttpGateway.start(
            GatewaySettings.onPort(0),
            Handlers.function(_ -> "{\"statusCode\": 299}"),
            clock,
            Map.of(SampleReceiver.PATH, new SampleReceiver(clock, lines::add)));

    @AfterEach
    void close() {
        gateway.close();
        client.shutdownNow();
    }

    @Test
    void a_delivery_is_accepted_and_shown() throws Exception {
        assertThat(post("/_receiver/orders/new", "{\"ä\":1}").statusCode()).isEqualTo(200);

        JsonNode shown = shown().get(0);
        assertThat(shown.path("method").asText()).isEqualTo("POST");
        assertThat(shown.path("path").asText()).isEqualTo("/orders/new");
        assertThat(shown.path("headers").path("X-signature").asText()).isEqualTo("v1=abc");
        assertThat(shown.path("body").asText()).isEqualTo("{\"ä\":1}");
        assertThat(shown.path("received_at").asText()).isEqualTo(GatewayScenario.NOW.toString());
        assertThat(lines).containsExactly("received POST /orders/new, 8 bytes, answering 200");
    }

    @Test
    void the_newest_comes_first_and_only_the_last_200_are_kept() throws Exception {
        for (int number = 0; number < 203; number++) {
            post("/_receiver", Integer.toString(number));
        }

        JsonNode shown = shown();
        assertThat(shown).hasSize(200);
        assertThat(shown.get(0).path("body").asText()).isEqualTo("202");
        assertThat(shown.get(199).path("body").asText()).isEqualTo("3");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 204, 304, 410, 503})
    void the_sender_chooses_the_status(int status) throws Exception {
        assertThat(post("/_receiver/x?status=" + status, "{}").statusCode()).isEqualTo(status);
        assertThat(shown()).hasSize(1);
    }

    @Test
    void the_sender_chooses_a_delay() throws Exception {
        long start = System.nanoTime();
        post("/_receiver/x?delay_ms=150", "{}");

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(149));
    }

    @ParameterizedTest
    @ValueSource(strings = {"status=100", "status=600", "status=x", "status=", "delay_ms=-1", "delay_ms=60001"})
    void nonsense_is_refused(String query) throws Exception {
        assertThat(post("/_receiver/x?" + query, "{}").statusCode()).isEqualTo(400);
        assertThat(shown()).isEmpty();
    }

    @Test
    void delete_forgets_everything() throws Exception {
        post("/_receiver/x", "{}");

        assertThat(send(request("/_receiver").DELETE()).statusCode()).isEqualTo(204);
        assertThat(shown()).isEmpty();
    }

    @Test
    void other_methods_are_refused() throws Exception {
        var response = send(request("/_receiver/x").PUT(BodyPublishers.ofString("{}")));

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("allow")).hasValue("POST");
    }

    @Test
    void paths_that_only_begin_alike_reach_the_function() throws Exception {
        assertThat(post("/_receiver2", "{}").statusCode()).isEqualTo(299);
    }

    private JsonNode shown() throws IOException, InterruptedException {
        var response = send(request("/_receiver").GET());
        assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
        return new ObjectMapper().readTree(response.body()).path("deliveries");
    }

    private HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return send(request(path).header("X-Signature", "v1=abc").POST(BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(gateway.address().resolve(path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
    }
}
