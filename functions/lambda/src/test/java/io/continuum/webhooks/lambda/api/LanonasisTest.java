package io.continuum.webhooks.lambda.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.continuum.webhooks.core.problem.Unavailable;
import io.continuum.webhooks.core.webhook.OperatorLimits;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every answer to a tenant of {@code lanonasis} stands in its envelope (spec.md §2, "Dialects"). */
class LanonasisTest {
    private static final String WEBHOOK = "{\"url\": \"https://a.example/\", \"events\": [\"*\"], \"uid\": \"%s\"}";

    private final ApiWorld world = ApiWorld.quiet();
    private final Client client = world.lanonasis("lano");

    @BeforeEach
    void one_webhook_and_one_event() {
        assertThat(client.post("/webhooks", WEBHOOK.formatted("lamp")).status()).isEqualTo(201);
        assertThat(client.post("/events", "{\"event\": \"custom.x\", \"id\": \"known\", \"data\": {}}")
                        .status())
                .isEqualTo(202);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST | /webhooks | {\"url\": \"https://a.example/\", \"events\": [\"*\"]} | 201 | /id",
                "GET | /webhooks | | 200 | /pagination/total",
                "GET | /webhooks/lamp | | 200 | /delivery_stats/total_attempts",
                "PATCH | /webhooks/lamp | {\"name\": \"n\"} | 200 | /retry_policy/max_attempts",
                "PUT | /webhooks/lamp | {\"name\": \"n\"} | 200 | /retry_policy/max_delay",
                "DELETE | /webhooks/lamp | | 200 | /id",
                "POST | /webhooks/lamp/test | | 200 | /success",
                "POST | /webhooks/lamp/rotate-secret | | 200 | /secret",
                "POST | /webhooks/lamp/dry-run | {\"event\": \"custom.x\", \"data\": {}} | 200 | /body",
                "GET | /webhooks/lamp/deliveries | | 200 | /pagination/has_more",
                "GET | /webhooks/lamp/stats | | 200 | /total_deliveries",
                "POST | /events | {\"event\": \"custom.x\", \"data\": {}} | 202 | /id",
                "GET | /events/known | | 200 | /matched",
                "GET | /events/known/explain | | 200 | /webhooks",
                "POST | /api-keys | {\"tenant_id\": \"lano\"} | 201 | /key",
                "GET | /api-keys | | 200 | /pagination/limit",
                "GET | /webhooks/health | | 200 | /queue_depth/high",
            })
    void what_works_is_data_of_a_success(String method, String path, String body, int status, String pointer) {
        Answer answer = client.send(method, path, body);

        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.json().properties().stream().map(field -> field.getKey()))
                .containsExactly("success", "data");
        assertThat(answer.at("/success").booleanValue()).isTrue();
        assertThat(answer.at("/data" + pointer).isMissingNode()).isFalse();
        assertThat(answer.text())
                .doesNotContain("\"wh_")
                .doesNotContain("\"evt_")
                .doesNotContain("\"whs_");
    }

    /** Walks the table of routes, so that a new one is held to it too. */
    @TestFactory
    Stream<DynamicTest> what_does_not_work_is_an_error_of_a_failure_on_every_route() {
        return RouteTable.routes(world.api).stream()
                .filter(route -> route.endpoint() instanceof Route.Guarded
                        && route.path().parameters() > 0
                        // Whoever no event is about can be erased all the same.
                        && !route.path().segments().contains("subjects"))
                .map(route -> String.join("/", route.path().segments())
                        .replaceAll("\\{[a-z_]+}", "unheard-of")
                        .transform(path -> DynamicTest.dynamicTest(route.method() + " " + path, () -> {
                            Answer answer = client.send(
                                    client.event(route.method(), "", "{}").withPath(path));
                            assertFailed(answer, 404, "not_found");
                        })));
    }

    @ParameterizedTest
    @CsvSource({"GET, /nothing, 404, not_found", "DELETE, /webhooks, 405, method_not_allowed"})
    void what_is_no_route_is_told_in_the_dialect_too(String method, String path, int status, String code) {
        assertFailed(client.send(method, path, null), status, code);
    }

    @Test
    void wrong_fields_are_named_as_everywhere() {
        Answer answer = client.post("/webhooks", "{\"url\": 1, \"events\": []}");

        assertFailed(answer, 422, "invalid_fields");
        assertThat(answer.at("/error/errors")
                        .valueStream()
                        .map(error -> error.path("pointer").asText()))
                .containsExactly("/url", "/events");
    }

    @Test
    void headers_of_errors_stay() {
        OptionalInt unset = OptionalInt.empty();
        world.limits.set(new OperatorLimits(unset, unset, unset, OptionalInt.of(1), unset));

        Answer answer = client.post("/webhooks", WEBHOOK.formatted("second"));

        assertFailed(answer, 429, "too_many_creations");
        assertThat(answer.headers()).containsEntry("Retry-After", "3600");
    }

    @Test
    void a_service_that_fails_is_told_in_the_dialect() {
        world.publishing.set(_ -> {
            throw new Unavailable("sqs.SendMessage");
        });

        Answer answer = client.post("/events", "{\"event\": \"custom.x\", \"data\": {}}");

        assertFailed(answer, 503, "unavailable");
        assertThat(answer.headers()).containsEntry("Retry-After", "2");
    }

    @Test
    void a_bad_key_has_no_dialect() {
        Answer answer = new Client(world.handler, "nobody-has-this-key").get("/webhooks");

        assertThat(answer.code()).isEqualTo("invalid_key");
        assertThat(answer.headers()).containsEntry("Content-Type", "application/problem+json");
    }

    @Test
    void lists_go_on_by_a_cursor_that_stands_beside_the_pagination() {
        client.post("/webhooks", WEBHOOK.formatted("second"));

        JsonNode first = client.get("/webhooks?limit=1").at("/data");
        JsonNode second = client.get(
                        "/webhooks?limit=1&cursor=" + first.at("/next_cursor").asText())
                .at("/data");

        assertThat(first.at("/pagination/total").intValue()).isEqualTo(2);
        assertThat(first.at("/pagination/has_more").booleanValue()).isTrue();
        assertThat(second.at("/webhooks/0/id")).isNotEqualTo(first.at("/webhooks/0/id"));
        assertThat(second.at("/pagination/has_more").booleanValue()).isFalse();
        assertThat(second.at("/next_cursor").isNull()).isTrue();
    }

    @Test
    void an_operators_number_of_attempts_is_default_and_ceiling() {
        OptionalInt unset = OptionalInt.empty();
        world.limits.set(new OperatorLimits(unset, unset, unset, unset, OptionalInt.of(4)));

        Answer usual = client.post("/webhooks", WEBHOOK.formatted("usual"));
        Answer more = client.patch("/webhooks/usual", "{\"retry_policy\": {\"max_attempts\": 5}}");

        assertThat(usual.at("/data/retry_policy/max_attempts").intValue()).isEqualTo(4);
        assertFailed(more, 422, "invalid_fields");
    }

    private static void assertFailed(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.headers()).containsEntry("Content-Type", "application/json");
        assertThat(answer.at("/success").booleanValue()).isFalse();
        assertThat(answer.json().has("data")).isFalse();
        assertThat(answer.at("/error/code").asText()).isEqualTo(code);
        assertThat(answer.at("/error/message").asText()).isNotEmpty();
        assertThat(answer.at("/error/errors").isArray()).isTrue();
    }
}
