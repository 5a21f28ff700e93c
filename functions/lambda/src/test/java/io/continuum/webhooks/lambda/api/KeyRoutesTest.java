package io.continuum.webhooks.lambda.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.tenant.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyRoutesTest {
    private final ApiWorld world = ApiWorld.quiet();
    private final Client admin = world.admin();
    private final Client acme = world.client("acme", Set.of(Scope.ADMIN));

    @Test
    void a_new_key_is_shown_once_and_works_at_once() {
        Answer made = admin.post("/api-keys", "{\"tenant_id\": \"new\", \"name\": \"ci\"}");

        assertThat(made.status()).isEqualTo(201);
        JsonNode json = made.json();
        List<String> names = new ArrayList<>();
        json.fieldNames().forEachRemaining(names::add);
        assertThat(names)
                .containsExactly(
                        "id",
                        "key",
                        "tenant_id",
                        "dialect",
                        "scopes",
                        "name",
                        "created_at",
                        "expires_at",
                        "last_used_at");
        String key = json.path("key").asText();
        assertThat(key).matches("ck_[A-Za-z0-9_-]{43}");
        assertThat(json.path("tenant_id").asText()).isEqualTo("new");
        assertThat(json.path("dialect").asText()).isEqualTo("continuum");
        assertThat(json.path("scopes").toString())
                .isEqualTo("[\"webhooks:read\",\"webhooks:write\",\"events:write\",\"deliveries:retry\"]");
        assertThat(json.path("name").asText()).isEqualTo("ci");
        assertThat(json.path("expires_at").isNull()).isTrue();
        assertThat(new Client(world.handler, key).get("/webhooks").status()).isEqualTo(200);

        Answer list = admin.get("/api-keys?tenant_id=new");
        assertThat(list.at("/api_keys")).hasSize(1);
        assertThat(list.at("/api_keys/0/id").asText()).isEqualTo(json.path("id").asText());
        assertThat(list.text()).doesNotContain(key);
        assertThat(world.journal.lines().toString()).contains("api_key.created").doesNotContain(key);
    }

    @Test
    void a_key_ends_when_it_says_so() {
        String key = admin.post("/api-keys", "{\"tenant_id\": \"new\", \"expires_at\": \"2025-12-06T13:00:00Z\"}")
                .at("/key")
                .asText();
        Client client = new Client(world.handler, key);
        assertThat(client.get("/webhooks").status()).isEqualTo(200);

        world.now.set(ApiWorld.NOON.plusSeconds(3_600));

        assertThat(client.get("/webhooks").status()).isEqualTo(401);
    }

    @Test
    void another_dialect_than_the_tenants_is_a_conflict() {
        admin.post("/api-keys", "{\"tenant_id\": \"lano\", \"dialect\": \"lanonasis\"}");

        Answer refused = admin.post("/api-keys", "{\"tenant_id\": \"lano\", \"dialect\": \"continuum\"}");
        Answer same = admin.post("/api-keys", "{\"tenant_id\": \"lano\"}");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("dialect_conflict");
        assertThat(same.at("/dialect").asText()).isEqualTo("lanonasis");
    }

    @Test
    void an_admin_lists_and_removes_keys_of_its_own_tenant() {
        String id =
                acme.post("/api-keys", "{\"tenant_id\": \"acme\"}").at("/id").asText();

        assertThat(acme.get("/api-keys").at("/api_keys")).hasSize(2);
        assertThat(acme.delete("/api-keys/" + id).status()).isEqualTo(204);
        assertThat(acme.delete("/api-keys/" + id).status()).isEqualTo(404);
        assertThat(acme.get("/api-keys?tenant_id=acme").at("/api_keys")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?tenant_id=acme"})
    void an_admin_of_default_removes_keys_of_others_by_their_id(String query) {
        JsonNode made = acme.post("/api-keys", "{\"tenant_id\": \"acme\"}").json();
        Client client = new Client(world.handler, made.path("key").asText());
        assertThat(client.get("/webhooks").status()).isEqualTo(200);
        String path = "/api-keys/" + made.path("id").asText();

        assertThat(admin.delete(path + "?tenant_id=other").status()).isEqualTo(404);
        assertThat(admin.delete(path + query).status()).isEqualTo(204);

        assertThat(client.get("/webhooks").status()).isEqualTo(401);
        assertThat(admin.delete(path + query).status()).isEqualTo(404);
        assertThat(world.journal.lines().getLast().fields().get("tenant_id")).isEqualTo("acme");
    }

    @Test
    void an_admin_of_another_tenant_cannot_remove_a_key_by_its_id_alone() {
        String id = admin.get("/api-keys").at("/api_keys/0/id").asText();

        assertThat(acme.delete("/api-keys/" + id).status()).isEqualTo(404);
        assertThat(admin.get("/api-keys").at("/api_keys")).hasSize(1);
    }

    @Test
    void a_key_says_on_which_day_it_was_last_used() {
        admin.post("/api-keys", "{\"tenant_id\": \"new\"}");
        assertThat(lastUse("new").isNull()).isTrue();
        Client client = world.client("other");

        client.get("/webhooks");
        assertThat(lastUse("other").asText()).isEqualTo("2025-12-06T00:00:00Z");

        world.now.advance(Duration.ofHours(12));
        assertThat(lastUse("other").asText()).isEqualTo("2025-12-06T00:00:00Z");
        client.get("/webhooks");
        assertThat(lastUse("other").asText()).isEqualTo("2025-12-07T00:00:00Z");
        assertThat(lastUse("new").isNull()).isTrue();
    }

    @Test
    void a_tenant_without_keys_keeps_its_dialect_for_a_key_that_names_none() {
        String id = admin.post("/api-keys", "{\"tenant_id\": \"lano\", \"dialect\": \"lanonasis\"}")
                .at("/id")
                .asText();
        admin.delete("/api-keys/" + id);

        Answer made = admin.post("/api-keys", "{\"tenant_id\": \"lano\"}");

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.at("/dialect").asText()).isEqualTo("lanonasis");
    }

    private JsonNode lastUse(String tenant) {
        return admin.get("/api-keys?tenant_id=" + tenant).at("/api_keys/0/last_used_at");
    }

    @Test
    void an_admin_of_another_tenant_gets_nowhere_and_learns_nothing() {
        world.client("other");
        String before = world.everything("acme", "other", "unknown");

        for (String tenant : List.of("other", "unknown", "default")) {
            assertForeign(acme.post("/api-keys", "{\"tenant_id\": \"" + tenant + "\"}"));
            assertForeign(acme.get("/api-keys?tenant_id=" + tenant));
            assertForeign(acme.delete("/api-keys/key_x?tenant_id=" + tenant));
        }

        assertThat(world.everything("acme", "other", "unknown")).isEqualTo(before);
    }

    @Test
    void lists_of_keys_come_in_pages() {
        for (int i = 0; i < 5; i++) {
            world.now.set(ApiWorld.NOON.plusSeconds(i));
            world.key("many", Scope.usual(), null);
        }
        List<String> seen = new ArrayList<>();
        for (int offset = 0; offset < 6; offset += 2) {
            Answer page = admin.get("/api-keys?tenant_id=many&limit=2&offset=" + offset);
            page.at("/api_keys").forEach(key -> seen.add(key.path("id").asText()));
            assertThat(page.at("/has_more").booleanValue()).isEqualTo(offset < 4);
            assertThat(page.json().has("total")).isFalse();
        }

        assertThat(seen)
                .containsExactlyElementsOf(world.keys.list(new TenantId("many")).stream()
                        .map(key -> key.id())
                        .toList());
        assertThat(admin.get("/api-keys").at("/limit").intValue()).isEqualTo(50);
    }

    private static void assertForeign(Answer answer) {
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.code()).isEqualTo("foreign_tenant");
    }
}
