package io.continuum.webhooks.lambda.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.continuum.webhooks.core.event.Priority;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventTypeRoutesTest {
    private static final String LIGHTS = """
            {"name": "custom.lights", "description": "Lights", "priority": "high", "check": "reject",
             "schema": {"type": "object", "required": ["on"], "properties": {"on": {"type": "boolean"}}},
             "example": {"on": true}}
            """;

    private final ApiWorld world = ApiWorld.quiet();
    private final Client client = world.client("acme");

    @Test
    void the_catalogue_is_listed_page_by_page() {
        client.post("/event-types", LIGHTS);
        List<String> names = new ArrayList<>();
        String path = "/event-types?limit=10";
        String cursor = "";
        while (cursor != null) {
            Answer page = client.get(path + cursor);
            assertThat(page.status()).isEqualTo(200);
            page.json()
                    .path("event_types")
                    .forEach(type -> names.add(type.path("name").asText()));
            JsonNode next = page.at("/next_cursor");
            assertThat(page.at("/has_more").booleanValue()).isEqualTo(!next.isNull());
            cursor = next.isNull() ? null : "&cursor=" + next.asText();
        }

        assertThat(names).hasSize(27 + 5 + 1).doesNotHaveDuplicates().endsWith("webhook.test", "custom.lights");
    }

    @Test
    void a_built_in_type_shows_its_schema_example_systems_and_aliases() {
        JsonNode type = client.get("/event-types/memory.created").json();

        assertThat(type.path("kind").asText()).isEqualTo("built_in");
        assertThat(type.at("/schema/anyOf")).hasSize(2);
        assertThat(type.at("/example/memory_id").asText()).isEqualTo("mem_abc123");
        assertThat(type.path("systems").toString()).isEqualTo("[\"continuum\",\"lanonasis\"]");
        assertThat(type.path("aliases").toString()).isEqualTo("[\"memory_added\"]");
        assertThat(type.path("priority").asText()).isEqualTo("normal");
        assertThat(type.path("check").asText()).isEqualTo("off");
        assertThat(client.get("/event-types/webhook.test").at("/kind").asText()).isEqualTo("operational");
    }

    @Test
    void a_custom_type_is_declared_changed_and_removed() {
        Answer created = client.post("/event-types", LIGHTS);
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.at("/created_at").asText()).isEqualTo("2025-12-06T12:00:00Z");
        assertThat(client.post("/event-types", LIGHTS).code()).isEqualTo("event_type_exists");

        Answer changed = client.put("/event-types/custom.lights", "{\"priority\": \"low\"}");
        assertThat(changed.at("/priority").asText()).isEqualTo("low");
        assertThat(changed.at("/description").asText()).isEqualTo("Lights");

        assertThat(client.delete("/event-types/custom.lights").status()).isEqualTo(204);
        assertThat(client.get("/event-types/custom.lights").status()).isEqualTo(404);
        assertThat(client.delete("/event-types/custom.lights").status()).isEqualTo(404);
        assertThat(client.put("/event-types/custom.lights", "{}").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"name": "lights"}                                                                    | /name
            {}                                                                                    | /name
            {"name": "custom.a", "colour": 1}                                                     | /colour
            {"name": "custom.a", "check": "maybe"}                                                | /check
            {"name": "custom.a", "priority": "urgent"}                                            | /priority
            {"name": "custom.a", "schema": true}                                                  | /schema
            {"name": "custom.a", "schema": {"$ref": "https://example.com/x"}}                     | /schema/$ref
            {"name": "custom.a", "schema": {"type": "tree"}}                                      | /schema/type
            {"name": "custom.a", "schema": {"required": ["b"]}, "example": {}}                    | /example
            {"name": "custom.a", "description": 1}                                                | /description
            """)
    void a_wrong_field_is_named_and_nothing_is_made(String body, String pointer) {
        Answer refused = client.post("/event-types", body);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.pointers()).contains(pointer);
        assertThat(client.get("/event-types/custom.a").status()).isEqualTo(404);
    }

    @Test
    void a_schema_of_more_than_64_KiB_is_refused() {
        String body = "{\"name\": \"custom.a\", \"schema\": {\"description\": \"%s\"}}".formatted("x".repeat(65_536));

        assertThat(client.post("/event-types", body).pointers()).containsExactly("/schema");
    }

    @Test
    void of_a_built_in_type_only_the_check_can_be_set() {
        assertThat(client.post("/event-types", "{\"name\": \"memory.created\"}").code())
                .isEqualTo("event_type_exists");
        assertThat(client.put("/event-types/memory.created", "{\"priority\": \"low\"}")
                        .pointers())
                .containsExactly("/priority");
        assertThat(client.put("/event-types/webhook.test", "{\"check\": \"warn\"}")
                        .pointers())
                .containsExactly("/check");

        assertThat(client.put("/event-types/memory.created", "{\"check\": \"reject\"}")
                        .at("/check")
                        .asText())
                .isEqualTo("reject");
        assertThat(world.client("other")
                        .get("/event-types/memory.created")
                        .at("/check")
                        .asText())
                .isEqualTo("off");
        assertThat(client.delete("/event-types/memory.created").status()).isEqualTo(204);
        assertThat(client.get("/event-types/memory.created").at("/check").asText())
                .isEqualTo("off");
    }

    @Test
    void reject_refuses_what_does_not_satisfy_the_schema() {
        client.put("/event-types/memory.deleted", "{\"check\": \"reject\"}");
        client.post("/event-types", LIGHTS);

        Answer refused = client.post("/events", "{\"event\": \"custom.lights\", \"data\": {\"on\": \"hush\"}}");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.code()).isEqualTo("schema_violation");
        assertThat(refused.pointers()).containsExactly("/data/on");
        assertThat(refused.text()).doesNotContain("hush");
        assertThat(client.post("/events", "{\"event\": \"memory.deleted\", \"data\": {}}")
                        .code())
                .isEqualTo("schema_violation");
        assertThat(client.post("/events/batch", "{\"events\": [{\"event\": \"custom.lights\", \"data\": {}}]}")
                        .at("/events/0/error/code")
                        .asText())
                .isEqualTo("schema_violation");
        assertThat(world.published).isEmpty();
        assertThat(client.post("/events", "{\"event\": \"custom.lights\", \"data\": {\"on\": true}}")
                        .status())
                .isEqualTo(202);
    }

    @Test
    void warn_accepts_and_names_the_places_without_values() {
        client.post("/event-types", LIGHTS.replace("reject", "warn"));

        assertThat(client.post("/events", "{\"event\": \"custom.lights\", \"data\": {\"on\": \"hush\"}}")
                        .status())
                .isEqualTo(202);

        assertThat(world.journal.lines()).anySatisfy(line -> {
            assertThat(line.event()).isEqualTo("event.schema_violation");
            assertThat(line.fields().get("pointers")).isEqualTo("/data/on");
        });
        assertThat(world.journal.lines().toString()).doesNotContain("hush");
    }

    @Test
    void a_types_priority_is_that_of_its_events_unless_they_state_one() {
        client.post("/event-types", LIGHTS);
        String event = "{\"event\": \"custom.lights\", \"data\": {\"on\": true}%s}";
        client.post("/events", event.formatted(""));
        client.post("/events", event.formatted(", \"priority\": \"low\""));

        assertThat(world.published)
                .extracting(message -> message.event().priority())
                .containsExactly(Priority.HIGH, Priority.LOW);
    }

    @Test
    void a_copy_of_an_event_stays_a_copy_after_its_types_priority_changed() {
        client.post("/event-types", LIGHTS);
        String event = "{\"id\": \"e1\", \"event\": \"custom.lights\", \"data\": {\"on\": true}}";
        client.post("/events", event);
        client.put("/event-types/custom.lights", "{\"priority\": \"low\"}");

        assertThat(client.post("/events", event).status()).isEqualTo(202);
    }
}
