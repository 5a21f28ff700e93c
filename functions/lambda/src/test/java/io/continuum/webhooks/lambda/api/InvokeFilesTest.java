package io.continuum.webhooks.lambda.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import io.continuum.webhooks.core.delivery.Delivery;
import io.continuum.webhooks.core.delivery.Reason;
import io.continuum.webhooks.core.delivery.Status;
import io.continuum.webhooks.core.event.Event;
import io.continuum.webhooks.core.event.Events;
import io.continuum.webhooks.core.id.DeliveryId;
import io.continuum.webhooks.core.id.DeliveryKey;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.id.WebhookId;
import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.tenant.ApiKey;
import io.continuum.webhooks.core.tenant.Dialect;
import io.continuum.webhooks.core.tenant.KeyHash;
import io.continuum.webhooks.core.tenant.Scope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files for {@code sam local invoke}: each does what its name says. A file that no test reads is a failure. */
class InvokeFilesTest {
    private static final TenantId ACME = new TenantId("acme");
    private static final String KEY = "a-key-of-acme-with-all-scopes";
    private static final String DELIVERY = "dlv_01kbsrh4m24hafazjze1vhxvr2";
    private static final String V1 = "api-";
    private static final String V2 = "api-v2-";

    /** A request to the API and the status that answers it. */
    private record Call(String name, int status) {}

    /** In an order in which each finds what it needs. */
    private static final List<Call> CALLS = List.of(
            new Call("create-webhook", 201),
            new Call("list-webhooks", 200),
            new Call("get-webhook", 200),
            new Call("update-webhook", 200),
            new Call("put-webhook", 200),
            new Call("publish-event", 202),
            new Call("publish-batch", 202),
            new Call("get-event", 200),
            new Call("explain-event", 200),
            new Call("dry-run", 200),
            new Call("test-webhook", 200),
            new Call("list-deliveries", 200),
            new Call("get-delivery", 200),
            new Call("webhook-stats", 200),
            new Call("recover-webhook", 200),
            new Call("list-dead-letters", 200),
            new Call("retry-delivery", 202),
            new Call("redrive-dead-letters", 202),
            new Call("dismiss-dead-letter", 204),
            new Call("rotate-secret", 200),
            new Call("get-jwks", 200),
            new Call("list-event-types", 200),
            new Call("create-event-type", 201),
            new Call("get-event-type", 200),
            new Call("put-event-type", 200),
            new Call("delete-event-type", 204),
            new Call("health", 200),
            new Call("create-api-key", 201),
            new Call("list-api-keys", 200),
            new Call("delete-api-key", 204),
            new Call("erase-subject", 202),
            new Call("get-erasure", 200),
            new Call("memory-notification", 200),
            new Call("memory-status", 200),
            new Call("memory-test", 200),
            new Call("openapi", 200),
            new Call("docs", 200),
            new Call("delete-webhook", 204));

    /** Those that anybody may send. */
    private static final Set<String> WITHOUT_KEY = Set.of("get-jwks", "openapi", "docs");

    /** What a user puts in for the words that begin with {@code REPLACE_WITH_}; answers add to it. */
    private final Map<String, String> values = new HashMap<>(Map.of(
            "REPLACE_WITH_YOUR_API_KEY",
            KEY,
            "REPLACE_WITH_A_START",
            "2025-12-06T00:00:00Z",
            "REPLACE_WITH_A_DELIVERY_ID",
            DELIVERY));

    @Test
    void every_file_is_read_here() throws IOException {
        Stream<String> calls =
                CALLS.stream().map(Call::name).flatMap(name -> Stream.of(V1 + name + ".json", V2 + name + ".json"));
        try (Stream<Path> files = Files.list(InvokeWorld.FILES)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                    calls,
                                    Stream.concat(
                                            InvokeMessagesTest.BATCHES.stream(),
                                            Stream.of(InvokeMessagesTest.SCHEDULED)))
                            .toList());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {V1, V2})
    void the_files_of_the_api_work_one_after_the_other(String version) throws IOException {
        ApiWorld api = apiWithTheKeyOfTheFiles();
        for (Call call : CALLS) {
            Answer answer = invoke(api, version + call.name() + ".json");

            assertThat(answer.status()).as(call.name() + ": " + answer.text()).isEqualTo(call.status());
            switch (call.name()) {
                case "create-webhook" ->
                    dies(api, WebhookId.parse(answer.at("/id").textValue()).orElseThrow());
                case "create-api-key" ->
                    values.put("REPLACE_WITH_A_KEY_ID", answer.at("/id").textValue());
                case "erase-subject" ->
                    values.put("REPLACE_WITH_AN_ERASURE_ID", answer.at("/id").textValue());
                default -> {
                    // Nothing later needs what it answers.
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {V1, V2})
    void the_files_of_the_api_have_the_effect_of_their_name(String version) throws IOException {
        ApiWorld api = apiWithTheKeyOfTheFiles();
        Answer created = invoke(api, version + "create-webhook.json");
        dies(api, WebhookId.parse(created.at("/id").textValue()).orElseThrow());

        assertThat(invoke(api, version + "list-webhooks.json").at("/webhooks/0/id"))
                .isEqualTo(created.at("/id"));
        assertThat(invoke(api, version + "update-webhook.json")
                        .at("/timeout_seconds")
                        .intValue())
                .isEqualTo(20);
        assertThat(invoke(api, version + "test-webhook.json").at("/success").booleanValue())
                .isTrue();
        assertThat(invoke(api, version + "list-deliveries.json")
                        .at("/deliveries/0/id")
                        .textValue())
                .isEqualTo(DELIVERY);
        assertThat(invoke(api, version + "recover-webhook.json").at("/count").intValue())
                .isOne();
        invoke(api, version + "retry-delivery.json");
        assertThat(api.tasks)
                .singleElement()
                .satisfies(task -> assertThat(task.manual()).isTrue());
        invoke(api, version + "publish-batch.json");
        assertThat(api.published).hasSize(2);
        assertThat(invoke(api, version + "get-event.json").at("/id").textValue())
                .isEqualTo("order-1");
        assertThat(invoke(api, version + "rotate-secret.json").at("/secret").textValue())
                .isNotEqualTo(created.at("/secret").textValue());
        invoke(api, version + "delete-webhook.json");
        assertThat(invoke(api, version + "get-webhook.json").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {V1, V2})
    void the_files_about_event_types_and_memories_have_the_effect_of_their_name(String version) throws IOException {
        ApiWorld api = apiWithTheKeyOfTheFiles();
        Answer created = invoke(api, version + "create-event-type.json");
        String name = created.at("/name").textValue();

        assertThat(invoke(api, version + "put-event-type.json").at("/check").textValue())
                .isEqualTo("reject");
        assertThat(invoke(api, version + "get-event-type.json").at("/name").textValue())
                .isEqualTo(name);
        invoke(api, version + "delete-event-type.json");
        assertThat(invoke(api, version + "get-event-type.json").status()).isEqualTo(404);
        invoke(api, version + "memory-notification.json");
        assertThat(api.published)
                .singleElement()
                .extracting(message -> message.event().type().name())
                .isEqualTo("memory_added");
        assertThat(invoke(api, version + "memory-test.json").at("/test_sent").booleanValue())
                .isFalse();
        assertThat(invoke(api, version + "memory-status.json").at("/status").isTextual())
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("names")
    void the_requests_to_a_rest_api_are_events_as_lambda_reads_them(String name) throws IOException {
        APIGatewayProxyRequestEvent event = InvokeWorld.read(APIGatewayProxyRequestEvent.class, V1 + name + ".json");

        assertThat(event.getPathParameters())
                .containsExactly(Map.entry("proxy", event.getPath().substring(1)));
        assertThat(event.getRequestContext().getPath()).isEqualTo("/prod" + event.getPath());
        assertThat(event.getRequestContext().getHttpMethod()).isEqualTo(event.getHttpMethod());
        assertThat(event.getHeaders().containsKey("Authorization")).isNotEqualTo(WITHOUT_KEY.contains(name));
        assertThat(event.getMultiValueHeaders().keySet())
                .isEqualTo(event.getHeaders().keySet());
    }

    @ParameterizedTest
    @MethodSource("names")
    void the_requests_to_an_http_api_are_the_same_as_lambda_reads_them(String name) throws IOException {
        APIGatewayProxyRequestEvent first = InvokeWorld.read(APIGatewayProxyRequestEvent.class, V1 + name + ".json");

        APIGatewayV2HTTPEvent event = InvokeWorld.read(APIGatewayV2HTTPEvent.class, V2 + name + ".json");

        assertThat(event.getVersion()).isEqualTo("2.0");
        assertThat(event.getRawPath()).isEqualTo("/prod" + first.getPath());
        assertThat(event.getRequestContext().getHttp().getMethod()).isEqualTo(first.getHttpMethod());
        assertThat(event.getHeaders().get("authorization"))
                .isEqualTo(first.getHeaders().get("Authorization"));
        assertThat(body(event)).isEqualTo(first.getBody());
        assertThat(event.getHeaders().get("content-length"))
                .isEqualTo(first.getBody() == null ? null : "" + Client.utf8(first.getBody()).length);
    }

    /** An HTTP API encodes what it likes: one file shows that. */
    private static @Nullable String body(APIGatewayV2HTTPEvent event) {
        return event.getIsBase64Encoded()
                ? new String(Base64.getDecoder().decode(event.getBody()), StandardCharsets.UTF_8)
                : event.getBody();
    }

    private static Stream<String> names() {
        return CALLS.stream().map(Call::name);
    }

    private static ApiWorld apiWithTheKeyOfTheFiles() {
        ApiWorld api = ApiWorld.quiet();
        KeyHash hash = KeyHash.of(KEY);
        Set<Scope> all = Set.of(Scope.values());
        api.keys.add(new ApiKey("key_1", hash, ACME, Dialect.CONTINUUM, all, "", ApiWorld.NOON, null, null));
        return api;
    }

    /** Gives the webhook the dead letter that the files name. */
    private static void dies(ApiWorld api, WebhookId webhook) {
        Event event = Events.valid().tenant("acme").id("evt-dead").build();
        api.events.accept(event);
        DeliveryKey key = new DeliveryKey(new WebhookKey(ACME, webhook), new DeliveryId(DELIVERY));
        Delivery dead =
                Delivery.untried(key, event).attempted(InvokeWorld.attempt(500), Status.DEAD_LETTER, Reason.EXHAUSTED);
        api.log.write(null, dead);
    }

    /** Sends what a file says, as a user does who followed events/README.md. */
    private Answer invoke(ApiWorld api, String file) throws IOException {
        String text = Files.readString(InvokeWorld.FILES.resolve(file));
        for (Map.Entry<String, String> value : values.entrySet()) {
            text = text.replace(value.getKey(), value.getValue());
        }
        assertThat(text).as(file).doesNotContain("REPLACE_WITH_");
        return api.nobody().send(Client.utf8(text));
    }
}
