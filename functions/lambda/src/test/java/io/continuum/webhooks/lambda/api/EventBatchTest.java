package io.continuum.webhooks.lambda.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.event.EventMessage;
import io.continuum.webhooks.core.id.EventId;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.problem.Unavailable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class EventBatchTest {
    private final ApiWorld world = ApiWorld.quiet();
    private final Client client = world.client("acme");

    @Test
    void events_are_answered_in_order_each_on_its_own() {
        Answer answer = client.post("/events/batch", """
                {"events": [
                  {"id": "a", "event": "custom.lights", "data": {}},
                  {"event": "no.such", "data": {}},
                  7,
                  {"id": "b", "event": "custom.lights", "data": {}, "timestamp": "2025-12-06T11:00:00Z"}]}
                """);

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.at("/events/0/id").asText()).isEqualTo("a");
        assertThat(answer.at("/events/1/error/code").asText()).isEqualTo("unknown_event_type");
        assertThat(answer.at("/events/1/error/errors/0/pointer").asText()).isEqualTo("/event");
        assertThat(answer.at("/events/2/error/code").asText()).isEqualTo("invalid_fields");
        assertThat(answer.at("/events/3").toString())
                .isEqualTo("{\"id\":\"b\",\"event\":\"custom.lights\",\"timestamp\":\"2025-12-06T11:00:00Z\"}");
        assertThat(world.published).hasSize(2);
    }

    @Test
    void one_to_a_hundred_events_are_taken() {
        assertThat(client.post("/events/batch", batch(100)).at("/events")).hasSize(100);
        assertThat(client.post("/events/batch", batch(101)).pointers()).containsExactly("/events");
        assertThat(client.post("/events/batch", "{\"events\": []}").pointers()).containsExactly("/events");
        assertThat(client.post("/events/batch", "{\"events\": [{}], \"more\": 1}")
                        .pointers())
                .containsExactly("/more");
        assertThat(world.published).hasSize(100);
    }

    @Test
    void every_event_has_its_limits_for_itself() {
        String keys = IntStream.range(0, 9_000)
                .mapToObj(i -> "\"k%d\":1".formatted(i))
                .collect(Collectors.joining(","));
        String many = "{\"event\": \"custom.a\", \"data\": {%s}}".formatted(keys);
        String big = "{\"event\": \"custom.a\", \"data\": {\"t\": \"%s\"}}".formatted("x".repeat(256 * 1024));
        String deep = "{\"event\": \"custom.a\", \"data\": {\"d\": %s}}".formatted("[".repeat(31) + "]".repeat(31));

        Answer answer = client.post("/events/batch", "{\"events\": [%s, %s, %s, %s]}".formatted(many, many, big, deep));

        assertThat(answer.at("/events/0").has("id")).isTrue();
        assertThat(answer.at("/events/1").has("id")).isTrue();
        assertThat(answer.at("/events/2/error/code").asText()).isEqualTo("body_too_large");
        assertThat(answer.at("/events/3/error/code").asText()).isEqualTo("invalid_json");
    }

    @Test
    @Tag("T54")
    void more_than_a_mebibyte_is_refused() {
        assertThat(client.post("/events/batch", " ".repeat(1024 * 1024) + batch(1))
                        .status())
                .isEqualTo(413);
    }

    @Test
    void the_first_of_one_id_wins_and_is_sent_once() {
        Answer answer = client.post("/events/batch", """
                {"events": [
                  {"id": "a", "event": "custom.lights", "data": {"n": 1}},
                  {"id": "a", "event": "custom.lights", "data": {"n": 2}},
                  {"id": "a", "event": "custom.lights", "data": {"n": 1}}]}
                """);

        assertThat(answer.at("/events/0/id").asText()).isEqualTo("a");
        assertThat(answer.at("/events/1/error/code").asText()).isEqualTo("event_id_conflict");
        assertThat(answer.at("/events/2/id").asText()).isEqualTo("a");
        assertThat(world.published).hasSize(1);
    }

    @Test
    void a_copy_of_an_erased_event_is_accepted_as_it_is_alone() {
        client.post("/events/batch", batch(1));
        world.payloads.erase(new TenantId("acme"), new EventId("e0"));

        Answer answer = client.post("/events/batch", batch(1));

        assertThat(answer.at("/events/0/id").asText()).isEqualTo("e0");
        assertThat(world.published).hasSize(1);
    }

    @Test
    void a_copy_is_accepted_whatever_its_type_has_become_since() {
        client.post("/event-types", "{\"name\": \"custom.lights\"}");
        client.post("/events/batch", batch(1));
        client.put("/event-types/custom.lights", "{\"check\": \"reject\", \"schema\": {\"required\": [\"on\"]}}");

        Answer answer = client.post("/events/batch", batch(2));

        assertThat(answer.at("/events/0/id").asText()).isEqualTo("e0");
        assertThat(answer.at("/events/1/error/code").asText()).isEqualTo("schema_violation");
        assertThat(client.post("/events", "{\"id\": \"e0\", \"event\": \"custom.lights\", \"data\": {}}")
                        .status())
                .isEqualTo(202);
    }

    @Test
    void an_event_that_may_not_be_queued_is_unavailable_and_no_other() {
        world.publishing.set(message -> refuse(message, "e1"));

        Answer answer = client.post("/events/batch", batch(3));

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.at("/events/0/id").asText()).isEqualTo("e0");
        assertThat(answer.at("/events/1/error/code").asText()).isEqualTo("unavailable");
        assertThat(answer.at("/events/2/id").asText()).isEqualTo("e2");
        assertThat(answer.text()).doesNotContain("sqs");
    }

    private void refuse(EventMessage message, String id) {
        if (message.event().id().value().equals(id)) {
            throw new Unavailable("sqs");
        }
        world.published.add(message);
    }

    private static String batch(int events) {
        return IntStream.range(0, events)
                .mapToObj("{\"id\": \"e%d\", \"event\": \"custom.lights\", \"data\": {}}"::formatted)
                .collect(Collectors.joining(",", "{\"events\": [", "]}"));
    }
}
