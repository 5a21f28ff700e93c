package io.continuum.webhooks.lambda.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import io.continuum.webhooks.core.problem.Unavailable;
import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiHandlerTest {
    private static final String WEBHOOK =
            "{\"url\": \"https://a.example/\", \"events\": [\"*\"], \"uid\": \"lamp\", \"name\": \"Lämpchen 💡\"}";

    private final ApiWorld world = ApiWorld.quiet();
    private final Client client = world.client("acme");

    @Test
    void every_answer_names_its_request_and_is_not_stored() {
        for (Answer answer : new Answer[] {
            client.post("/webhooks", WEBHOOK),
            client.get("/webhooks/unknown"),
            world.nobody().get("/webhooks"),
            client.delete("/webhooks/lamp"),
            client.get("/nothing"),
            world.nobody().get("/webhooks/health")
        }) {
            assertThat(answer.headers())
                    .containsEntry("X-Request-Id", Client.REQUEST_ID)
                    .containsEntry("Cache-Control", "no-store")
                    .containsKey("Content-Type");
        }
    }

    @Test
    void without_a_request_id_the_invocations_own_is_answered() {
        APIGatewayProxyRequestEvent event = client.event("GET", "/webhooks", null);
        event.setRequestContext(null);

        assertThat(client.send(event).headers()).containsEntry("X-Request-Id", "lambda-request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/webhooks", "/v1/webhooks", "/v1/webhooks/", "/api/v1/web%68ooks"})
    void both_bases_are_one_api(String path) {
        client.post("/webhooks", WEBHOOK);

        APIGatewayProxyRequestEvent event = client.event("GET", "", null).withPath(path);

        assertThat(client.send(event).at("/total").intValue()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "",
                "/webhooks",
                "/api/v2/webhooks",
                "/api/v1",
                "/api/v1/webhook",
                "/api/v1/Webhooks",
                "/api/v1//webhooks",
                "/prod/api/v1/webhooks",
                "/api/v1/webhooks/x/unknown",
                "/api/v1/webhooks%2Fx",
                "/api/v1/%zz"
            })
    void an_unknown_path_is_not_found_even_without_a_key(String path) {
        Answer answer = world.nobody().send(Client.event("GET", path, Map.of(), null));

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.code()).isEqualTo("not_found");
        assertThat(answer.at("/instance").asText()).isEqualTo(path);
    }

    @ParameterizedTest
    @CsvSource({
        "DELETE, /webhooks, 'GET, HEAD, POST'",
        "POST, /webhooks/x, 'DELETE, GET, HEAD, PATCH, PUT'",
        "GET, /webhooks/x/test, POST",
        "OPTIONS, /events, POST",
        "POST, /webhooks/health, 'GET, HEAD'",
        "HEAD, /events, POST",
    })
    void a_wrong_method_is_told_the_right_ones(String method, String path, String allowed) {
        Answer answer = world.nobody().send(method, path, null);

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.headers()).containsEntry("Allow", allowed);
    }

    @Test
    void head_is_get_without_a_body() {
        client.post("/webhooks", WEBHOOK);

        Answer head = client.send("HEAD", "/webhooks/lamp", null);

        assertThat(head.status()).isEqualTo(200);
        assertThat(head.text()).isEmpty();
        assertThat(head.headers()).containsEntry("ETag", "\"1\"");
    }

    @Test
    void a_body_in_base64_is_decoded() {
        String encoded = Base64.getEncoder().encodeToString(Client.utf8(WEBHOOK));
        APIGatewayProxyRequestEvent event =
                client.event("POST", "/webhooks", encoded).withIsBase64Encoded(true);

        assertThat(client.send(event).at("/name").asText()).isEqualTo("Lämpchen 💡");
    }

    @ParameterizedTest
    @CsvSource({
        "$default, /api/v1/webhooks, 201",
        "prod, /prod/api/v1/webhooks, 201",
        "prod, /api/v1/webhooks, 201",
        "v1, /v1/v1/webhooks, 201",
        "prod, /other/api/v1/webhooks, 404",
    })
    void an_http_api_is_understood_with_any_stage(String stage, String path, int status) {
        Answer answer = second(stage, "POST", path, WEBHOOK);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.headers()).containsEntry("X-Request-Id", "v2-request");
    }

    @Test
    void the_query_of_an_http_api_is_decoded() {
        client.post("/webhooks", WEBHOOK);

        assertThat(second("$default", "GET", "/v1/webhooks?event=memory%2Ecreated&limit=1", null)
                        .at("/limit")
                        .intValue())
                .isEqualTo(1);
        Answer twice = second("$default", "GET", "/v1/webhooks?limit=1&limit=2", null);
        assertThat(twice.pointers()).containsExactly("/limit");
    }

    @Test
    void a_bug_is_answered_without_a_word_about_it() {
        world.depths.set(() -> {
            throw new IllegalStateException("arn:aws:sqs:eu-central-1:123456789012:high at 10.0.0.7");
        });

        Answer answer = client.get("/webhooks/health");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.code()).isEqualTo("internal");
        assertThat(answer.headers()).containsEntry("Content-Type", "application/problem+json");
        assertThat(answer.text())
                .doesNotContain("arn:")
                .doesNotContain("10.0.0.7")
                .doesNotContain("Exception");
        assertThat(world.journal.lines()).last().satisfies(line -> {
            assertThat(line.event()).isEqualTo("api.failed");
            assertThat(line.fields().toString())
                    .contains("java.lang.IllegalStateException", Client.REQUEST_ID)
                    .doesNotContain("10.0.0.7");
        });
    }

    @Test
    void a_service_that_fails_is_answered_with_a_time_to_come_back() {
        world.publishing.set(_ -> {
            throw new Unavailable("sqs.SendMessage", new IllegalStateException("10.0.0.7"));
        });

        Answer answer = client.post("/events", "{\"event\": \"custom.x\", \"data\": {\"pin\": 4711}}");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.headers()).containsEntry("Retry-After", "2");
        assertThat(world.journal.lines().toString())
                .contains("api.unavailable", "sqs.SendMessage")
                .doesNotContain("4711", "10.0.0.7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "null", "[]", "{}", "{\"version\": \"2.0\"}", "\"text\""})
    void what_is_no_event_gets_an_answer_all_the_same(String event) {
        assertThat(client.send(Client.utf8(event)).status()).isEqualTo(404);
    }

    @Test
    void an_echoed_path_can_hold_anything() {
        Answer answer = client.send(
                Client.utf8(
                        "{\"httpMethod\": \"GET\", \"path\": \"/\\ud83d\\r\\n<script>\", \"requestContext\": {\"requestId\": \"a\\r\\nb\"}}"));

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.headers()).containsEntry("X-Request-Id", "lambda-request");
    }

    private Answer second(String stage, String method, String pathAndQuery, @Nullable String body) {
        String[] parts = pathAndQuery.split("\\?", 2);
        Map<String, String> headers = new HashMap<>();
        headers.put("x-api-key", client.key());
        headers.put("content-type", "application/json; charset=utf-8");
        APIGatewayV2HTTPEvent event = APIGatewayV2HTTPEvent.builder()
                .withVersion("2.0")
                .withRawPath(parts[0])
                .withRawQueryString(parts.length == 1 ? "" : parts[1])
                .withHeaders(headers)
                .withRequestContext(APIGatewayV2HTTPEvent.RequestContext.builder()
                        .withStage(stage)
                        .withRequestId("v2-request")
                        .withHttp(APIGatewayV2HTTPEvent.RequestContext.Http.builder()
                                .withMethod(method)
                                .withPath(parts[0])
                                .build())
                        .build())
                .withBody(body == null ? null : Base64.getEncoder().encodeToString(Client.utf8(body)))
                .withIsBase64Encoded(body != null)
                .build();
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        LambdaEventSerializers.serializerFor(
                        APIGatewayV2HTTPEvent.class, getClass().getClassLoader())
                .toJson(event, written);
        return client.send(written.toByteArray());
    }
}
