package io.continuum.webhooks.lambda.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.delivery.Delivery;
import io.continuum.webhooks.core.fake.Deliveries;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.id.WebhookId;
import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.tenant.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What belongs to one tenant is to another one as if it were not there. */
class TenantIsolationTest {
    private static final Set<Scope> ALL = Set.of(Scope.values());

    private final ApiWorld world = ApiWorld.quiet();
    private final Client owner = world.client("owner", ALL);
    private final Client stranger = world.client("stranger", ALL);

    private String webhook = "";
    private String delivery = "";
    private String ownWebhook = "";
    private String key = "";
    private String dead = "";
    private String erasure = "";

    @BeforeEach
    void both_have_something() {
        String body = "{\"url\": \"https://a.example/\", \"events\": [\"*\"], \"uid\": \"%s\"}";
        webhook = owner.post("/webhooks", body.formatted("lamp")).at("/id").asText();
        delivery = owner.post("/webhooks/lamp/test").at("/delivery_id").asText();
        owner.post("/events", "{\"event\": \"custom.x\", \"id\": \"evt_of_owner\", \"data\": {}}");
        key = owner.get("/api-keys").at("/api_keys/0/id").asText();
        ownWebhook = stranger.post("/webhooks", body.formatted("own")).at("/id").asText();
        owner.post("/event-types", "{\"name\": \"custom.owned\"}");
        erasure = owner.delete("/subjects/nobody").at("/id").asText();
        dead = died();
    }

    private String died() {
        WebhookKey owned =
                new WebhookKey(new TenantId("owner"), WebhookId.parse(webhook).orElseThrow());
        Delivery given = Deliveries.dead(Deliveries.first(owned, "evt_of_owner", "custom.x", ApiWorld.NOON));
        world.log.write(null, given);
        return given.key().delivery().toString();
    }

    @Test
    void erasing_a_user_erases_ones_own_events_only() {
        String about = "{\"event\": \"custom.x\", \"user_id\": \"both\", \"id\": \"evt_about\", \"data\": {\"n\": 1}}";
        owner.post("/events", about);
        stranger.post("/events", about);
        stranger.delete("/subjects/both");
        world.now.advance(Duration.ofMinutes(5));
        world.runJobs();

        assertThat(stranger.get("/events/evt_about").at("/data").isNull()).isTrue();
        assertThat(owner.get("/events/evt_about").at("/data/n").asInt()).isEqualTo(1);
    }

    @Test
    void a_redrive_passes_a_strangers_dead_letter_over() {
        int before = world.tasks.size();
        String body = "{\"delivery_ids\": [\"%s\"]}";

        Answer foreign = stranger.post("/dead-letters/redrive", body.formatted(dead));
        Answer unknown = stranger.post("/dead-letters/redrive", body.formatted(altered(dead)));

        assertThat(foreign.status()).isEqualTo(unknown.status());
        assertThat(foreign.text().replace(dead, "DEAD"))
                .isEqualTo(unknown.text().replace(altered(dead), "DEAD"));
        assertThat(world.tasks).hasSize(before);
    }

    /** Requests that the walk below does not make: with bodies that are good, or bad. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PATCH | /webhooks/WEBHOOK | {\"name\": \"mine\"}",
                "PATCH | /webhooks/UID | {\"name\": \"mine\"}",
                "PATCH | /webhooks/WEBHOOK | {\"name\": 1}",
                "PUT | /webhooks/WEBHOOK | {\"name\": \"mine\"}",
                "PUT | /webhooks/UID | {\"name\": \"mine\"}",
                "GET | /webhooks/WEBHOOK/deliveries?status=nonsense |",
                "POST | /webhooks/WEBHOOK/rotate-secret |",
                "POST | /webhooks/UID/rotate-secret | {\"grace_seconds\": 0}",
                "POST | /webhooks/UID/rotate-secret | {\"grace_seconds\": -1}",
                "POST | /webhooks/WEBHOOK/dry-run | {\"event\": \"custom.x\", \"data\": {}}",
                "POST | /webhooks/UID/dry-run | {\"event\": 1}",
            })
    void a_strangers_id_is_an_unknown_id(String method, String template, @Nullable String body) {
        assertForeignIsUnknown(stranger, method, template, body);
    }

    private void assertForeignIsUnknown(Client stranger, String method, String template, @Nullable String body) {
        String before = world.everything("owner", "stranger");

        Answer foreign = stranger.send(method, foreign(template), body);
        Answer unknown = stranger.send(method, unknown(template), body);

        assertThat(unknown.status()).isEqualTo(404);
        assertThat(foreign.status()).isEqualTo(404);
        assertThat(foreign.headers()).isEqualTo(unknown.headers());
        assertThat(foreign.text().replace(path(foreign(template)), "PATH"))
                .isEqualTo(unknown.text().replace(path(unknown(template)), "PATH"));
        assertThat(world.everything("owner", "stranger")).isEqualTo(before);
        assertThat(owner.send("GET", "/webhooks/lamp", null).status()).isEqualTo(200);
    }

    /** Walks the table of routes itself, so that a route that is added is covered, or named by the next test. */
    @TestFactory
    Stream<DynamicTest> a_strangers_id_is_an_unknown_id_on_every_route() {
        Client envelopes = world.lanonasis("enveloped");
        envelopes.post("/webhooks", "{\"url\": \"https://a.example/\", \"events\": [\"*\"], \"uid\": \"own\"}");
        return named().flatMap(route -> fillings(route)
                .map(filling -> DynamicTest.dynamicTest(route.method() + " " + filling, () -> {
                    String body = BODIES.getOrDefault(key(route), body(route));
                    assertForeignIsUnknown(stranger, route.method(), filling, body);
                    assertForeignIsUnknown(envelopes, route.method(), filling.replace("OWN", "own"), body);
                })));
    }

    /** A new kind of id, or a new route without one, needs a line here or in one of the tables below. */
    @Test
    void no_route_is_left_out() {
        assertThat(named().filter(route -> fillings(route).findAny().isEmpty()).map(TenantIsolationTest::key))
                .as("routes with ids of which this test knows none; see KINDS")
                .isEmpty();
        assertThat(routes().filter(route -> route.path().parameters() == 0).map(TenantIsolationTest::key))
                .as("routes without ids; each is called by a test of this class")
                .containsExactlyInAnyOrderElementsOf(WITHOUT_ID);
        assertThat(RouteTable.routes(world.api).stream()
                        .filter(route -> !(route.endpoint() instanceof Route.Guarded))
                        .map(route -> String.join("/", route.path().segments()))
                        .filter(path -> !path.startsWith("/v1/")))
                .as("routes that see to their callers themselves: each is tested where it is")
                .containsExactlyInAnyOrderElementsOf(OPEN);
        assertThat(RouteTable.routes(world.api).stream()
                        .filter(route -> route.endpoint() instanceof Route.Guarded)
                        .map(route -> String.join("/", route.path().segments())))
                .as("routes that need a key; the walk looks below the API's base only")
                .allMatch(path -> path.startsWith("/api/v1/") || path.startsWith("/v1/"));
    }

    /** Bodies that get as far as looking the id up. */
    private static final Map<String, String> BODIES =
            Map.of("POST /webhooks/{id}/recover", "{\"since\": \"2025-12-06T00:00:00Z\"}");

    /** Whoever no event of the tenant's is about can be erased all the same; see the test of that. */
    private static final String ERASE = "DELETE /subjects/{user_id}";

    /** What everybody may read, and markdown-brain-bot's endpoints, which know one tenant or that of the key. */
    private static final Set<String> OPEN = Set.of(
            "/api/v1/webhooks/health",
            "/.well-known/webhooks/{tenant_id}/jwks.json",
            "/openapi.yaml",
            "/docs",
            "/webhooks/memory",
            "/webhooks/memory/status",
            "/webhooks/memory/test");

    private static final Set<String> WITHOUT_ID = Set.of(
            "POST /webhooks",
            "GET /webhooks",
            "POST /events",
            "POST /events/batch",
            "GET /event-types",
            "POST /event-types",
            "GET /dead-letters",
            "POST /dead-letters/redrive",
            "POST /api-keys",
            "GET /api-keys");

    /** What may stand for a parameter of the routes that begin so. */
    private static final Map<String, List<String>> KINDS = Map.of(
            "/webhooks {id}", List.of("WEBHOOK", "UID", "ALIAS"),
            "/webhooks {delivery_id}", List.of("DELIVERY"),
            "/events {id}", List.of("EVENT"),
            "/api-keys {id}", List.of("KEY"),
            "/event-types {name}", List.of("TYPE"),
            "/dead-letters {delivery_id}", List.of("DEAD"),
            "/erasures {id}", List.of("ERASURE"));

    private Stream<Route> routes() {
        return RouteTable.routes(world.api).stream()
                .filter(route -> path(route).isPresent() && route.endpoint() instanceof Route.Guarded);
    }

    private Stream<Route> named() {
        return routes().filter(
                        route -> route.path().parameters() > 0 && !key(route).equals(ERASE));
    }

    /** The other base is an alias. */
    private static Optional<String> path(Route route) {
        String whole = String.join("/", route.path().segments());
        return whole.startsWith("/api/v1/") ? Optional.of(whole.substring("/api/v1".length())) : Optional.empty();
    }

    private static String key(Route route) {
        return route.method() + " " + path(route).orElseThrow();
    }

    /** Returns what is sent to the routes of this test, which all need a key. */
    private static @Nullable String body(Route route) {
        return ((Route.Guarded) route.endpoint()).body() == Body.UNUSED ? null : "{}";
    }

    /** Returns the path with every kind of id; a delivery also beside the stranger's own webhook. */
    private static Stream<String> fillings(Route route) {
        String template = path(route).orElseThrow();
        String family = "/" + template.split("/", -1)[1];
        List<String> filled = List.of(template);
        for (String parameter : template.split("/", -1)) {
            if (parameter.startsWith("{")) {
                List<String> kinds = KINDS.getOrDefault(family + " " + parameter, List.of());
                filled = filled.stream()
                        .flatMap(one -> kinds.stream().map(kind -> one.replace(parameter, kind)))
                        .toList();
            }
        }
        boolean inner = template.contains("{id}/") && template.endsWith("}") && !filled.isEmpty();
        Stream<String> own = inner ? Stream.of(filled.getFirst().replace("WEBHOOK", "OWN")) : Stream.empty();
        return Stream.concat(filled.stream(), own);
    }

    /** If-Match says nothing about what is not there. */
    @ParameterizedTest
    @CsvSource({"DELETE", "PATCH", "PUT"})
    void a_version_of_a_strangers_webhook_tells_nothing(String method) {
        var event =
                stranger.event(method, "/webhooks/" + webhook, method.equals("DELETE") ? null : "{\"name\": \"n\"}");
        event.getHeaders().put("If-Match", "\"9\"");

        assertThat(stranger.send(event.withMultiValueHeaders(null)).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "/webhooks, webhooks",
        "/webhooks?event=memory.created, webhooks",
        "/api-keys, api_keys",
        "/webhooks/own/deliveries, deliveries",
        "/dead-letters, dead_letters",
        "/webhooks/health, status",
    })
    void lists_have_only_what_is_ones_own(String path, String name) {
        Answer list = stranger.get(path);

        assertThat(list.status()).isEqualTo(200);
        assertThat(list.json().path(name).size()).isLessThanOrEqualTo(1);
        assertThat(list.text()).doesNotContain(webhook, delivery, key, "lamp");
    }

    @ParameterizedTest
    @CsvSource({
        "/webhooks, '{\"url\": \"https://a.example/\", \"events\": [\"*\"], \"uid\": \"lamp\"}', 201",
        "/api-keys, '{\"tenant_id\": \"stranger\", \"name\": \"lamp\"}', 201",
        "/events, '{\"event\": \"custom.x\", \"id\": \"evt_of_owner\", \"data\": {\"other\": 1}}', 202",
        "/event-types, '{\"name\": \"custom.owned\"}', 201",
    })
    void the_same_names_may_be_used_by_both(String path, String body, int status) {
        assertThat(stranger.post(path, body).status()).isEqualTo(status);
    }

    private static String path(String target) {
        return target.split("\\?", 2)[0];
    }

    private String foreign(String template) {
        return template.replace("WEBHOOK", webhook)
                .replace("TYPE", "custom.owned")
                .replace("DEAD", dead)
                .replace("ERASURE", erasure)
                .replace("ALIAS", webhook.replace("wh_", "webhook_"))
                .replace("UID", "lamp")
                .replace("DELIVERY", delivery)
                .replace("EVENT", "evt_of_owner")
                .replace("KEY", key)
                .replace("OWN", ownWebhook);
    }

    private String unknown(String template) {
        return template.replace("WEBHOOK", altered(webhook))
                .replace("TYPE", "custom.unheard_of")
                .replace("DEAD", altered(dead))
                .replace("ERASURE", altered(erasure))
                .replace("ALIAS", altered(webhook).replace("wh_", "webhook_"))
                .replace("UID", "unheard-of")
                .replace("DELIVERY", altered(delivery))
                .replace("EVENT", "evt_unheard_of")
                .replace("KEY", altered(key))
                .replace("OWN", ownWebhook);
    }

    private static String altered(String id) {
        return id.substring(0, id.length() - 4) + (id.endsWith("0000") ? "1111" : "0000");
    }
}
