package io.continuum.webhooks.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.lambda.AwsClients;
import io.continuum.webhooks.lambda.openapi.ApiDescription;
import io.continuum.webhooks.lambda.openapi.Conformance;
import io.continuum.webhooks.lambda.openapi.Exchange;
import io.continuum.webhooks.lambda.openapi.FuzzRequest;
import io.continuum.webhooks.lambda.openapi.FuzzRequests;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Requests made of docs/openapi.yaml against the gateway and the stores, while the pipeline runs. A longer run:
 * {@code -Dtest=FuzzEndToEndTest -Dcontinuum.fuzz.http-requests=20000 -Dcontinuum.fuzz.seed=7}.
 */
@EmbeddedOnly("It fuzzes our API, not AWS, and counts every secret there is.")
class FuzzEndToEndTest {
    private static final int REQUESTS = Integer.getInteger("continuum.fuzz.http-requests", 400);
    private static final long SEED = Long.getLong("continuum.fuzz.seed", 20251206);

    /** What the API spends at most on one request, and a slow machine. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** The gateway's own refusal of heads that are too large, which no function sees. */
    private static final int HEAD_TOO_LARGE = 431;

    private static final Map<String, String> SHORT = Map.of("DELIVERY_TIMEOUT_SECONDS", "2");

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void no_request_gets_a_5xx_or_an_undocumented_answer_or_leaves_anything_half_made(TestReporter reporter)
            throws IOException, InterruptedException {
        reporter.publishEntry("seed", Long.toString(SEED));
        Map<Integer, Integer> statuses = new HashMap<>();
        try (TestPlatform platform = TestPlatform.with(SHORT);
                Receiver receiver = Receiver.answering(n -> n % 5 == 0 ? 500 : 200)) {
            List<String> keys = keys(platform.api());
            Random random = new Random(SEED);
            FuzzRequests requests = new FuzzRequests(
                    ApiDescription.ofWorkingTree(), random, List.of(receiver.url(), "https://10.0.0.1/"));
            for (int i = 0; i < REQUESTS; i++) {
                FuzzRequest request = requests.next();
                String key = keys.get(random.nextInt(keys.size()));
                HttpResponse<String> response = sent(platform.platform().address(), request, key);
                if (response != null) {
                    assertAnswered(request, response);
                    statuses.merge(response.statusCode(), 1, Integer::sum);
                    if (response.statusCode() < 300 && response.body().startsWith("{")) {
                        requests.learn(Api.JSON.readTree(response.body()));
                    }
                }
            }
            assertThat(platform.api().get("/v1/webhooks/health").status()).isEqualTo(200);
            platform.api().register(receiver.url(), "*", "");
            assertNothingIsHalfMade(platform.platform().aws());
        }
        reporter.publishEntry("statuses", statuses.toString());
        assertThat(statuses.keySet()).contains(200, 201, 202, 400, 401, 403, 404, 422);
    }

    /** Nobody, somebody and admins of two dialects; what a key does may not end the run, so its owner is another. */
    private static List<String> keys(Api api) {
        String all = "\"scopes\":[\"webhooks:read\",\"webhooks:write\",\"events:write\",\"deliveries:retry\"]";
        String acme = key(api, "{\"tenant_id\":\"acme\"," + all + "}");
        String lano = key(api, "{\"tenant_id\":\"lano\",\"dialect\":\"lanonasis\"," + all + "}");
        String admin = key(api, "{\"tenant_id\":\"admins\",\"scopes\":[\"admin\"]}");
        String reader = key(api, "{\"tenant_id\":\"acme\",\"scopes\":[\"webhooks:read\"]}");
        return List.of(acme, acme, acme, lano, admin, reader, "");
    }

    private static String key(Api api, String order) {
        return api.post("/v1/api-keys", order).expecting(201).text("key");
    }

    /** Returns null for what Java's client does not let out. */
    private @Nullable HttpResponse<String> sent(URI address, FuzzRequest request, String key)
            throws IOException, InterruptedException {
        HttpRequest.Builder built;
        try {
            built = HttpRequest.newBuilder(URI.create(address + request.path()))
                    .method(request.method(), HttpRequest.BodyPublishers.ofByteArray(request.body()))
                    .timeout(PATIENCE);
            request.headers().forEach(built::header);
        } catch (IllegalArgumentException e) {
            return null;
        }
        if (!key.isEmpty()) {
            built.header("X-API-Key", key);
        }
        return http.send(built.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static void assertAnswered(FuzzRequest request, HttpResponse<String> response) {
        assertThat(response.statusCode())
                .as("seed %d: %s%n%s", SEED, request, response.body())
                .isBetween(200, 499);
        if (response.statusCode() == HEAD_TOO_LARGE) {
            return;
        }
        try {
            Conformance.check(new Exchange(
                    request.method(),
                    response.uri().getRawPath(),
                    new String(request.body(), StandardCharsets.UTF_8),
                    response.statusCode(),
                    Api.single(response.headers()),
                    response.body()));
        } catch (AssertionError e) {
            throw new AssertionError("seed " + SEED + ": " + request, e);
        }
    }

    private static void assertNothingIsHalfMade(AwsClients aws) {
        Set<String> webhooks = keys(aws, "#W");
        long secrets = aws.secretsManager().listSecretsPaginator().stream()
                .flatMap(page -> page.secretList().stream())
                .filter(secret -> secret.name().contains("/wh_"))
                .count();
        assertThat(webhooks).isNotEmpty();
        assertThat(secrets).as("secrets").isEqualTo(webhooks.size());
        // A change of credentials is announced as well, and the maintenance function drops that where the webhook
        // stays.
        assertThat(webhooks).containsAll(keys(aws, "#H"));
    }

    /** Returns tenant and id of every item of configuration in such a partition. */
    private static Set<String> keys(AwsClients aws, String partition) {
        String table = aws.dynamoDb().listTables().tableNames().stream()
                .filter(name -> name.contains("Webhooks"))
                .findFirst()
                .orElseThrow();
        return aws.dynamoDb().scanPaginator(request -> request.tableName(table).consistentRead(true)).items().stream()
                .filter(item -> text(item, "pk").endsWith(partition))
                .map(item -> text(item, "pk").replace(partition, " ") + text(item, "sk"))
                .collect(Collectors.toSet());
    }

    private static String text(Map<String, AttributeValue> item, String attribute) {
        return item.getOrDefault(attribute, AttributeValue.fromS("")).s();
    }
}
