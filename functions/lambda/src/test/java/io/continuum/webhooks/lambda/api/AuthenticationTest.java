package io.continuum.webhooks.lambda.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.tenant.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthenticationTest {
    private final ApiWorld world = ApiWorld.quiet();
    private final String key = world.key("acme", Scope.usual(), null);

    @ParameterizedTest
    @CsvSource({
        "Authorization, Bearer KEY",
        "authorization, bearer KEY",
        "AUTHORIZATION, BEARER  KEY",
        "X-API-Key, KEY",
        "x-api-key, KEY",
    })
    void a_key_comes_in_either_header(String name, String value) {
        assertThat(answer(Map.of(name, value.replace("KEY", key))).status()).isEqualTo(200);
    }

    @Test
    void the_same_key_twice_is_one_key() {
        assertThat(answer(Map.of("Authorization", "Bearer " + key, "X-API-Key", key))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void two_good_keys_that_differ_are_refused() {
        String other = world.key("acme", Scope.usual(), null);

        assertUnauthorised(answer(Map.of("Authorization", "Bearer " + key, "X-API-Key", other)), "invalid_key");
    }

    @Test
    void another_scheme_before_us_does_not_hide_the_key() {
        assertThat(answer(Map.of("Authorization", "Basic dXNlcjpwYXNz", "X-API-Key", key))
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "Authorization, Basic dXNlcjpwYXNz, missing_key",
        "Authorization, Bearer, missing_key",
        "Authorization, 'Bearer ', missing_key",
        "X-API-Key, ' ', missing_key",
        "Cookie, key=KEY, missing_key",
        "Authorization, KEY, missing_key",
        "Authorization, Bearer short, invalid_key",
        "Authorization, Bearer KEYx, invalid_key",
        "Authorization, 'Bearer KEY,Bearer KEY', invalid_key",
        "X-API-Key, an-unknown-key-0123456789, invalid_key",
    })
    void without_a_good_key_nobody_gets_in(String name, String value, String code) {
        assertUnauthorised(answer(Map.of(name, value.replace("KEY", key))), code);
    }

    @Test
    void a_revoked_key_stops_at_once() {
        world.keys.list(new TenantId("acme")).forEach(known -> world.keys.remove(known.tenant(), known.id()));

        assertUnauthorised(answer(Map.of("X-API-Key", key)), "invalid_key");
    }

    /** One line per route: what it needs, and a request that gets to the check. */
    @ParameterizedTest
    @CsvSource({
        "WEBHOOKS_WRITE, POST, /webhooks",
        "WEBHOOKS_READ, GET, /webhooks",
        "WEBHOOKS_READ, GET, /webhooks/x",
        "WEBHOOKS_WRITE, PATCH, /webhooks/x",
        "WEBHOOKS_WRITE, PUT, /webhooks/x",
        "WEBHOOKS_WRITE, DELETE, /webhooks/x",
        "WEBHOOKS_WRITE, POST, /webhooks/x/test",
        "WEBHOOKS_READ, GET, /webhooks/x/deliveries",
        "WEBHOOKS_READ, GET, /webhooks/x/deliveries/y",
        "DELIVERIES_RETRY, POST, /webhooks/x/retry/y",
        "WEBHOOKS_READ, GET, /webhooks/x/stats",
        "WEBHOOKS_WRITE, POST, /webhooks/x/rotate-secret",
        "WEBHOOKS_READ, POST, /webhooks/x/dry-run",
        "EVENTS_WRITE, POST, /events",
        "WEBHOOKS_READ, GET, /events/x",
        "ADMIN, POST, /api-keys",
        "ADMIN, GET, /api-keys",
        "ADMIN, DELETE, /api-keys/x",
    })
    void every_route_needs_its_scope_and_no_other(Scope scope, String method, String path) {
        List<Scope> others = new ArrayList<>(Arrays.asList(Scope.values()));
        others.remove(scope);

        Answer refused = world.client("acme", Set.copyOf(others)).send(method, path, null);
        Answer admitted = world.client("acme", Set.of(scope)).send(method, path, null);
        Answer unknown = world.nobody().send(method, path, null);

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.code()).isEqualTo("insufficient_scope");
        assertThat(refused.at("/detail").asText()).contains("`" + scope.code() + "`");
        assertThat(admitted.status()).isNotIn(401, 403);
        assertUnauthorised(unknown, "missing_key");
    }

    private Answer answer(Map<String, String> headers) {
        return world.nobody().send(Client.event("GET", "/api/v1/webhooks", headers, null));
    }

    private void assertUnauthorised(Answer answer, String code) {
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.headers()).containsEntry("WWW-Authenticate", "Bearer");
        assertThat(answer.text()).doesNotContain(key);
    }
}
