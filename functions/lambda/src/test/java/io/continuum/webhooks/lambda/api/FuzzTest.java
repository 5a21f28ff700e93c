package io.continuum.webhooks.lambda.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.journal.Journal;
import io.continuum.webhooks.core.tenant.Scope;
import io.continuum.webhooks.lambda.openapi.ApiDescription;
import io.continuum.webhooks.lambda.openapi.FuzzRequest;
import io.continuum.webhooks.lambda.openapi.FuzzRequests;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * Thousands of requests made of docs/openapi.yaml. However wrong they are, each gets an answer that is documented
 * ({@link Client} sees to that), none a 5xx, and nothing half-made stays behind. A longer run, with other requests:
 * {@code -Dtest=FuzzTest -Dcontinuum.fuzz.requests=500000 -Dcontinuum.fuzz.seed=7}.
 */
class FuzzTest {
    private static final int REQUESTS = Integer.getInteger("continuum.fuzz.requests", 6_000);
    private static final long SEED = Long.getLong("continuum.fuzz.seed", 20251206);

    /** So often the world moves on: keys that were removed come again, and more webhooks may be created. */
    private static final int ROUND = 250;

    private static final List<String> TENANTS = List.of("acme", "default", "lano", "somebody-new");
    private static final List<String> URLS = List.of(
            "https://a.example/hook",
            "https://b.example:8443/x?y=z",
            "https://unresolvable.example/",
            "http://a.example/",
            "https://10.0.0.1/",
            "https://a.example:22/");

    private final ApiWorld world = ApiWorld.quiet();
    private final Random random = new Random(SEED);

    @Test
    void no_request_gets_a_5xx_or_an_undocumented_answer_or_leaves_anything_half_made(TestReporter reporter) {
        reporter.publishEntry("seed", Long.toString(SEED));
        FuzzRequests requests = new FuzzRequests(ApiDescription.ofWorkingTree(), random, URLS);
        world.admin().post("/api-keys", "{\"tenant_id\": \"lano\", \"dialect\": \"lanonasis\"}");
        List<Client> callers = List.of();
        Map<Integer, Integer> statuses = new HashMap<>();
        int made = 0;
        int changed = 0;
        for (int i = 0; i < REQUESTS; i++) {
            if (i % ROUND == 0) {
                world.now.advance(Duration.ofHours(1));
                callers = callers();
            }
            FuzzRequest request = requests.next();
            Answer answer = sent(request, callers.get(random.nextInt(callers.size())));
            assertThat(answer.status())
                    .as("seed %d, request %d: %s%n%s", SEED, i, request, failures())
                    .isBetween(200, 499);
            statuses.merge(answer.status(), 1, Integer::sum);
            changed += answer.status() < 300 && request.method().equals("PATCH") ? 1 : 0;
            made += answer.status() == 201 && request.path().endsWith("/webhooks") ? 1 : 0;
            if (answer.status() < 300 && answer.text().startsWith("{")) {
                requests.learn(answer.json());
            }
        }
        reporter.publishEntry("statuses", statuses.toString());
        assertThat(statuses.keySet())
                .as("the requests reach what they should")
                .contains(200, 201, 202, 204, 400, 401, 403, 404, 405, 415, 422);
        assertThat(made).as("webhooks were made").isPositive();
        assertThat(changed).as("webhooks were changed").isPositive();
        assertNothingIsHalfMade();
    }

    private void assertNothingIsHalfMade() {
        long webhooks = TENANTS.stream()
                .mapToLong(tenant -> world.webhooks.all(new TenantId(tenant)).size())
                .sum();
        assertThat(world.vault.size()).as("secrets").isEqualTo(webhooks);
        // A change of credentials is announced as well, and the maintenance function drops that where the webhook
        // stays.
        assertThat(world.webhooks.announced())
                .allSatisfy(key -> assertThat(world.webhooks.find(key)).isPresent());
    }

    private List<Client> callers() {
        Set<Scope> all = Set.of(Scope.values());
        return Stream.of(
                        Stream.of(world.client("acme", all), world.client("acme", all), world.client("lano", all)),
                        Stream.of(world.client("default", all), world.client("acme", Set.of(Scope.WEBHOOKS_READ))),
                        Stream.of(world.nobody(), new Client(world.handler, "a-key-that-nobody-has")))
                .flatMap(callers -> callers)
                .toList();
    }

    private static Answer sent(FuzzRequest request, Client caller) {
        Map<String, String> headers = new HashMap<>(request.headers());
        if (caller.key() != null) {
            headers.put("Authorization", "Bearer " + caller.key());
        }
        APIGatewayProxyRequestEvent event = Client.event(request.method(), request.path(), headers, null);
        if (request.body().length > 0) {
            event.withBody(Base64.getEncoder().encodeToString(request.body())).withIsBase64Encoded(true);
        }
        try {
            return caller.send(event);
        } catch (AssertionError e) {
            throw new AssertionError("seed " + SEED + ": " + request, e);
        }
    }

    private List<?> failures() {
        return world.journal.lines().stream()
                .filter(line -> line.level() == Journal.Level.ERROR)
                .toList();
    }
}
