package io.continuum.webhooks.lambda.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.fasterxml.jackson.databind.JsonNode;
import io.continuum.webhooks.core.event.Event;
import io.continuum.webhooks.core.problem.Unavailable;
import io.continuum.webhooks.core.tenant.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Seed 004's incoming endpoints. */
class MemoryRoutesTest {
    private static final String TOKEN = "my-secret-token";
    private static final String PATH = "/webhooks/memory";
    private static final String PROCESSED = "{\"status\":\"processed\",\"action\":\"memory_logged\"}";

    /** Seed 004, "Memory Webhook Handler". */
    private static final String NOTIFICATION = """
            {"event": "memory_added", "user_id": "user123",
             "data": {"memory_id": "external_mem_456", "content": "External system data"},
             "timestamp": "2024-01-15T10:30:00Z"}
            """;

    private final ApiWorld world = ApiWorld.quiet();

    MemoryRoutesTest() {
        world.environment(Map.of("MEM0_WEBHOOK_TOKEN", TOKEN));
    }

    @Test
    void the_seed_s_notification_is_processed_and_published() {
        Answer answer = notify(NOTIFICATION);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo(PROCESSED);
        Event event = world.published.getFirst().event();
        assertThat(event.tenant()).hasToString("default");
        assertThat(event.type()).hasToString("memory_added");
        assertThat(event.userId()).contains("user123");
        assertThat(event.timestamp()).hasToString("2024-01-15T10:30:00Z");
        assertThat(event.data().text())
                .isEqualTo("{\"content\":\"External system data\",\"memory_id\":\"external_mem_456\"}");
        assertThat(world.journal.lines()).anySatisfy(line -> {
            assertThat(line.event()).isEqualTo("memory.notified");
            assertThat(line.fields().get("event_id")).isEqualTo(event.id().toString());
        });
        assertThat(world.journal.lines().toString()).doesNotContain("External").doesNotContain("user123");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "memory_searched",
                "memory_deleted",
                "memory_updated",
                "preference_stored",
                "correction_stored",
                "relationship_added",
                "relationship_deleted",
                "graph_built",
                "memory_optimized",
                "batch_operation_completed",
                "memory_error"
            })
    void every_event_is_answered_alike(String event) {
        assertThat(notify(NOTIFICATION.replace("memory_added", event)).text()).isEqualTo(PROCESSED);
        assertThat(world.published).hasSize(1);
    }

    @Test
    void the_outgoing_form_comes_in_as_well() {
        Answer answer = notify("""
                {"event": "memory_error", "user_id": null, "data": {}, "timestamp": "2024-01-15T10:30:00.123456",
                 "source": "markdown-brain-bot", "bot_version": "1.0.0", "request_id": "req_789"}
                """);

        assertThat(answer.text()).isEqualTo(PROCESSED);
        Event event = world.published.getFirst().event();
        assertThat(event.timestamp()).hasToString("2024-01-15T10:30:00.123456Z");
        assertThat(event.requestId()).contains("req_789");
        assertThat(event.userId()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"user_id": "u", "data": {}}                                                     | /event
            {"event": "memory.created", "user_id": "u", "data": {}}                          | /event
            {"event": "webhook.test", "user_id": "u", "data": {}}                            | /event
            {"event": 7, "user_id": "u", "data": {}}                                         | /event
            {"event": "memory_added", "data": {}}                                            | /user_id
            {"event": "memory_added", "user_id": 7, "data": {}}                              | /user_id
            {"event": "memory_added", "user_id": "u"}                                        | /data
            {"event": "memory_added", "user_id": "u", "data": []}                            | /data
            {"event": "memory_added", "user_id": "u", "data": {}, "timestamp": "yesterday"}  | /timestamp
            {"event": "memory_added", "user_id": "u", "data": {}, "request_id": 7}           | /request_id
            """)
    void what_is_wrong_is_named_and_nothing_is_published(String body, String pointer) {
        Answer answer = notify(body);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.pointers()).containsExactly(pointer);
        assertThat(world.published).isEmpty();
    }

    @Test
    void what_is_no_json_object_is_refused() {
        assertThat(notify("{").status()).isEqualTo(400);
        assertThat(notify("[]").status()).isEqualTo(422);
    }

    @Test
    void the_same_body_is_published_once_a_day() {
        notify(NOTIFICATION);
        assertThat(notify(NOTIFICATION).text()).isEqualTo(PROCESSED);
        world.events.note(world.published.getFirst().event(), List.of());
        world.now.advance(Duration.ofHours(23));
        notify(NOTIFICATION);
        assertThat(ids()).isEqualTo(1);

        world.now.advance(Duration.ofHours(2));
        notify(NOTIFICATION);

        assertThat(ids()).isEqualTo(2);
    }

    @Test
    void the_same_request_id_is_published_once_whatever_the_body() {
        notify(withRequest("req_1", "one"));
        assertThat(notify(withRequest("req_1", "two")).text()).isEqualTo(PROCESSED);
        notify(withRequest("req_2", "one"));

        assertThat(ids()).isEqualTo(2);
        assertThat(world.published.getFirst().event().data().text()).contains("one");
    }

    @Test
    void a_notification_that_could_not_be_queued_is_published_by_its_copy() {
        world.publishing.set(_ -> {
            throw new Unavailable("sqs.SendMessage");
        });
        assertThat(notify(NOTIFICATION).status()).isEqualTo(503);
        world.publishing.set(world.published::add);

        assertThat(notify(NOTIFICATION).text()).isEqualTo(PROCESSED);

        assertThat(world.published).hasSize(1);
    }

    @Test
    void what_tells_of_an_event_of_ours_is_not_published_again() {
        Client admin = world.admin();
        String id = admin.post("/events", "{\"event\": \"memory_added\", \"data\": {}}")
                .at("/id")
                .asText();

        Answer answer = notify(withRequest(id, "back again"));

        assertThat(answer.text()).isEqualTo(PROCESSED);
        assertThat(world.published).hasSize(1);
        assertThat(notify(withRequest(id.replace("evt_", "event_"), "back again"))
                        .text())
                .isEqualTo(PROCESSED);
        assertThat(world.published).hasSize(1);
    }

    @Test
    void what_went_out_does_not_come_back_in_a_circle() {
        notify(NOTIFICATION);
        Event out = world.published.getFirst().event();

        notify(withRequest(out.id().value(), "the payload that a receiver sent on"));

        assertThat(world.published).hasSize(1);
    }

    @Test
    void a_key_publishes_for_its_own_tenant() {
        String key = world.key("acme", Set.of(Scope.WEBHOOKS_WRITE), null);

        assertThat(post(PATH, "Bearer " + key, NOTIFICATION).text()).isEqualTo(PROCESSED);
        notify(NOTIFICATION);

        assertThat(world.published)
                .extracting(message -> message.event().tenant().value())
                .containsExactly("acme", "default");
    }

    @Test
    void a_key_without_the_scope_is_forbidden() {
        String key = world.key("acme", Set.of(Scope.WEBHOOKS_READ), null);

        Answer answer = post(PATH, "Bearer " + key, NOTIFICATION);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.code()).isEqualTo("insufficient_scope");
        assertThat(world.published).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Bearer my-secret-tokem", "Bearer my-secret-token2", "Basic my-secret-token", "Bearer "})
    void other_credentials_are_unauthorized(String authorization) {
        for (String path : new String[] {PATH, PATH + "/test"}) {
            assertThat(post(path, authorization, NOTIFICATION).status()).isEqualTo(401);
        }
        assertThat(answer("GET", PATH + "/status", authorization, null, "127.0.0.1")
                        .status())
                .isEqualTo(401);
        assertThat(world.published).isEmpty();
    }

    @Test
    void the_token_opens_nothing_else() {
        assertThat(answer("GET", "/api/v1/webhooks", "Bearer " + TOKEN, null, "127.0.0.1")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void a_deployment_without_a_token_lets_nobody_in_not_even_from_this_machine() {
        ApiWorld deployment = ApiWorld.quiet();

        assertThat(answer(deployment, "GET", PATH + "/status", "127.0.0.1").status())
                .isEqualTo(401);
    }

    @Test
    void the_local_runner_without_a_token_lets_this_machine_in_and_nobody_else() {
        ApiWorld local = ApiWorld.local();

        assertThat(answer(local, "GET", PATH + "/status", "127.0.0.1").status()).isEqualTo(200);
        assertThat(answer(local, "GET", PATH + "/status", "0:0:0:0:0:0:0:1").status())
                .isEqualTo(200);
        assertThat(answer(local, "GET", PATH + "/status", "192.168.1.7").status())
                .isEqualTo(401);
        var forged = Client.event("GET", PATH + "/status", Map.of("X-Forwarded-For", "127.0.0.1"), null);
        assertThat(sent(local, forged, "203.0.113.9").status()).isEqualTo(401);
    }

    @Test
    void the_local_runner_with_a_token_asks_for_it() {
        ApiWorld local = ApiWorld.local();
        local.environment(Map.of("MEM0_WEBHOOK_TOKEN", TOKEN));

        assertThat(answer(local, "GET", PATH + "/status", "127.0.0.1").status()).isEqualTo(401);
    }

    @Test
    void below_the_bases_memory_is_a_name_like_any_other() {
        Client client = world.client("acme");
        client.post("/webhooks", "{\"url\": \"https://example.com/in\", \"events\": [\"*\"], \"uid\": \"memory\"}");

        JsonNode tested = client.post("/webhooks/memory/test").json();

        assertThat(tested.path("success").booleanValue()).isTrue();
        assertThat(client.get("/webhooks/memory/status").status()).isEqualTo(404);
    }

    private int ids() {
        return (int) world.published.stream()
                .map(message -> message.event().id())
                .distinct()
                .count();
    }

    private static String withRequest(String request, String content) {
        return """
                {"event": "memory_added", "user_id": "u", "data": {"content": "%s"}, "request_id": "%s"}
                """.formatted(content, request);
    }

    private Answer notify(String body) {
        return post(PATH, "Bearer " + TOKEN, body);
    }

    private Answer post(String path, String authorization, String body) {
        return answer("POST", path, authorization, body, "203.0.113.9");
    }

    private Answer answer(String method, String path, String authorization, @Nullable String body, String ip) {
        Map<String, String> headers = authorization.isEmpty()
                ? Map.of("Content-Type", "application/json")
                : Map.of("Content-Type", "application/json", "Authorization", authorization);
        return sent(world, Client.event(method, path, headers, body), ip);
    }

    private static Answer answer(ApiWorld world, String method, String path, String ip) {
        return sent(world, Client.event(method, path, Map.of(), null), ip);
    }

    private static Answer sent(ApiWorld world, APIGatewayProxyRequestEvent event, String ip) {
        event.getRequestContext().setIdentity(new APIGatewayProxyRequestEvent.RequestIdentity().withSourceIp(ip));
        return world.nobody().send(event);
    }
}
