package io.continuum.webhooks.lambda.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookListTest {
    private final ApiWorld world = ApiWorld.quiet();
    private final Client client = world.client("acme");

    @Test
    void lists_come_in_pages_that_add_up() {
        for (int i = 0; i < 7; i++) {
            world.now.advance(Duration.ofMillis(1));
            client.post("/webhooks", withUid("lamp-" + i));
        }

        List<String> seen = new ArrayList<>();
        for (int offset = 0; offset < 9; offset += 3) {
            JsonNode page = client.get("/webhooks?limit=3&offset=" + offset).json();
            page.path("webhooks").forEach(one -> seen.add(one.path("uid").asText()));
            assertThat(page.path("total").intValue()).isEqualTo(7);
            assertThat(page.path("limit").intValue()).isEqualTo(3);
            assertThat(page.path("offset").intValue()).isEqualTo(offset);
            assertThat(page.path("has_more").booleanValue()).isEqualTo(offset < 6);
            assertThat(page.path("next_cursor").isNull()).isEqualTo(offset >= 6);
        }

        assertThat(seen).containsExactly("lamp-0", "lamp-1", "lamp-2", "lamp-3", "lamp-4", "lamp-5", "lamp-6");
    }

    @ParameterizedTest
    @CsvSource({
        "'', 4",
        "?active_only=true, 3",
        "?active_only=True, 3",
        "?active_only=false, 4",
        "?active=true, 3",
        "?active=0, 1",
        "?event=memory.created, 2",
        "?event=memory_added, 2",
        "?event=memory.created&active_only=true, 1",
        "?event=memory.created&limit=1&offset=1, 2",
        "?event=custom.unheard_of, 0",
        "?unknown=parameter, 4",
    })
    void lists_take_filters(String query, int total) {
        client.post("/webhooks", webhook("memory.*", true));
        client.post("/webhooks", webhook("memory.created", false));
        client.post("/webhooks", webhook("sync.failed", true));
        client.post("/webhooks", webhook("quota.*", true));

        assertThat(client.get("/webhooks" + query).at("/total").intValue()).isEqualTo(total);
    }

    @Test
    void a_list_without_a_limit_has_twenty() {
        for (int i = 0; i < 21; i++) {
            client.post("/webhooks", webhook("*", true));
        }

        Answer page = client.get("/webhooks");

        assertThat(page.at("/limit").intValue()).isEqualTo(20);
        assertThat(page.at("/webhooks")).hasSize(20);
        assertThat(page.at("/has_more").booleanValue()).isTrue();
    }

    private static String withUid(String uid) {
        return "{\"url\": \"https://a.example/\", \"events\": [\"*\"], \"uid\": \"" + uid + "\"}";
    }

    private static String webhook(String event, boolean active) {
        return "{\"url\": \"https://a.example/\", \"events\": [\"%s\"], \"active\": %s}".formatted(event, active);
    }
}
