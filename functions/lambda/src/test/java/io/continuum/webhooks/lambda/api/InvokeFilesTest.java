package io.continuum.webhooks.lambda.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import io.continuum.webhooks.core.delivery.Attempt;
import io.continuum.webhooks.core.delivery.Delivery;
import io.continuum.webhooks.core.delivery.DeliveryTask;
import io.continuum.webhooks.core.delivery.Reason;
import io.continuum.webhooks.core.delivery.Status;
import io.continuum.webhooks.core.delivery.TaskJson;
import io.continuum.webhooks.core.egress.HttpPost;
import io.continuum.webhooks.core.event.Event;
import io.continuum.webhooks.core.event.EventMessage;
import io.continuum.webhooks.core.event.EventMessages;
import io.continuum.webhooks.core.event.EventStore;
import io.continuum.webhooks.core.event.Events;
import io.continuum.webhooks.core.event.Priority;
import io.continuum.webhooks.core.fake.Webhooks;
import io.continuum.webhooks.core.id.DeliveryId;
import io.continuum.webhooks.core.id.DeliveryKey;
import io.continuum.webhooks.core.id.EventId;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.id.WebhookId;
import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.problem.Result;
import io.continuum.webhooks.core.tenant.ApiKey;
import io.continuum.webhooks.core.tenant.Dialect;
import io.continuum.webhooks.core.tenant.KeyHash;
import io.continuum.webhooks.core.tenant.Scope;
import io.continuum.webhooks.core.webhook.Webhook;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files for {@code sam local invoke}: each does what its name says. A file that no test here reads is a failure. */
class InvokeFilesTest {
    private static final TenantId ACME = new TenantId("acme");
    private static final String WEBHOOK = "wh_01kbsn33w0k4bgzerr6hvt6pmm";
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
            new Call("rotate-secret", 200),
            new Call("list-event-types", 200),
            new Call("health", 200),
            new Call("create-api-key", 201),
            new Call("erase-subject", 202),
            new Call("delete-webhook", 204));

    private static final List<String> BATCHES = List.of(
            "emitter-sqs-own-message.json",
            "emitter-sqs-producer.json",
            "emitter-sqs-eventbridge.json",
            "emitter-sqs-sns.json",
            "emitter-sqs-sns-raw.json",
            "emitter-sqs-poison.json",
            "delivery-sqs-tasks.json",
            "delivery-sqs-retry.json",
            "delivery-sqs-poison.json");

    private static final String SCHEDULED = "maintenance-scheduled.json";

    private final InvokeWorld world = new InvokeWorld("acme", WEBHOOK);

    @Test
    void every_file_is_read_here() throws IOException {
        Stream<String> calls =
                CALLS.stream().map(Call::name).flatMap(name -> Stream.of(V1 + name + ".json", V2 + name + ".json"));
        try (Stream<Path> files = Files.list(InvokeWorld.FILES)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            Stream.concat(calls, Stream.concat(BATCHES.stream(), Stream.of(SCHEDULED)))
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
            if (call.name().equals("create-webhook")) {
                dies(api, WebhookId.parse(answer.at("/id").textValue()).orElseThrow());
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
        assertThat(api.tasks).singleElement().satisfies(task -> assertThat(task.manual())
                .isTrue());
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
    @MethodSource("names")
    void the_requests_to_a_rest_api_are_events_as_lambda_reads_them(String name) throws IOException {
        APIGatewayProxyRequestEvent event = read(APIGatewayProxyRequestEvent.class, V1 + name + ".json");

        assertThat(event.getPath()).startsWith("/api/v1/");
        assertThat(event.getRequestContext().getPath()).isEqualTo("/prod" + event.getPath());
        assertThat(event.getRequestContext().getHttpMethod()).isEqualTo(event.getHttpMethod());
        assertThat(event.getHeaders()).containsKey("Authorization");
    }

    @ParameterizedTest
    @MethodSource("names")
    void the_requests_to_an_http_api_are_the_same_as_lambda_reads_them(String name) throws IOException {
        APIGatewayProxyRequestEvent first = read(APIGatewayProxyRequestEvent.class, V1 + name + ".json");

        APIGatewayV2HTTPEvent event = read(APIGatewayV2HTTPEvent.class, V2 + name + ".json");

        assertThat(event.getVersion()).isEqualTo("2.0");
        assertThat(event.getRawPath()).isEqualTo("/prod" + first.getPath());
        assertThat(event.getRequestContext().getHttp().getMethod()).isEqualTo(first.getHttpMethod());
        assertThat(event.getHeaders()).containsKey("authorization");
    }

    @ParameterizedTest
    @MethodSource("batches")
    void the_batches_are_events_as_lambda_reads_them(String file) throws IOException {
        SQSEvent event = read(SQSEvent.class, file);

        assertThat(event.getRecords()).isNotEmpty();
        assertThat(event.getRecords().stream().map(SQSEvent.SQSMessage::getMessageId))
                .doesNotHaveDuplicates();
        assertThat(event.getRecords()).allSatisfy(record -> {
            assertThat(record.getEventSource()).isEqualTo("aws:sqs");
            assertThat(record.getEventSourceArn())
                    .contains(file.startsWith("emitter") ? ":webhooks-events" : ":webhooks-delivery-");
            assertThat(record.getAttributes()).containsKeys("ApproximateReceiveCount", "SentTimestamp");
        });
    }

    @Test
    void our_own_message_becomes_the_task_of_the_delivery_file() throws IOException {
        EventMessage message = own();
        world.api.events.accept(message.event());

        assertThat(world.emit("emitter-sqs-own-message.json")).isEmpty();

        assertThat(world.api.tasks)
                .singleElement()
                .extracting(DeliveryTask::key)
                .isEqualTo(tasks("delivery-sqs-tasks.json").getFirst().key());
    }

    @Test
    void a_producers_message_goes_to_its_tenant_and_one_without_a_tenant_to_the_default_one() throws IOException {
        assertThat(world.emit("emitter-sqs-producer.json")).isEmpty();

        assertThat(world.api.tasks).singleElement().satisfies(task -> {
            assertThat(task.event().id()).isEqualTo(new EventId("crm-4711"));
            assertThat(task.event().priority()).isEqualTo(Priority.HIGH);
            assertThat(task.key().webhook()).isEqualTo(world.webhook.key());
        });
        SQSEvent.SQSMessage second =
                read(SQSEvent.class, "emitter-sqs-producer.json").getRecords().getLast();
        Instant at = Instant.ofEpochMilli(Long.parseLong(second.getAttributes().get("SentTimestamp")));
        assertThat(world.api.events.find(
                        EventMessages.DEFAULT_TENANT, EventId.derived(at, second.getMessageId())))
                .flatMap(EventStore.Stored::whole)
                .map(Event::type)
                .hasValueSatisfying(type -> assertThat(type.name()).isEqualTo("sync.completed"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "emitter-sqs-eventbridge.json bridge-1",
                "emitter-sqs-sns.json topic-1",
                "emitter-sqs-sns-raw.json topic-2"
            })
    void an_event_inside_of_another_services_envelope_is_fanned_out(String fileAndId) throws IOException {
        String[] parts = fileAndId.split(" ");

        assertThat(world.emit(parts[0])).isEmpty();

        assertThat(world.api.tasks).singleElement().satisfies(task -> {
            assertThat(task.event().id()).isEqualTo(new EventId(parts[1]));
            assertThat(task.event().data().node().path("memory_id").textValue()).isEqualTo("mem_abc123");
        });
        assertThat(world.rejected.messages).isEmpty();
    }

    @Test
    void what_the_emitter_cannot_read_is_kept_with_its_reason_and_the_rest_goes_on() throws IOException {
        assertThat(world.emit("emitter-sqs-poison.json")).isEmpty();

        assertThat(world.api.tasks)
                .extracting(task -> task.event().id().value())
                .containsExactly("crm-4712");
        assertThat(world.rejected.messages.stream().map(message -> message.messageBody()))
                .containsExactlyElementsOf(bodies("emitter-sqs-poison.json").subList(0, 2));
        assertThat(world.rejected.reasons()).hasSize(2).first().asString().startsWith("not JSON");
    }

    @Test
    void tasks_are_delivered_and_recorded() throws IOException {
        assertThat(world.deliver("delivery-sqs-tasks.json")).isEmpty();

        List<DeliveryKey> keys = tasks("delivery-sqs-tasks.json").stream()
                .map(DeliveryTask::key)
                .toList();
        assertThat(world.sent)
                .extracting(InvokeFilesTest::deliveryId)
                .containsExactlyInAnyOrderElementsOf(
                        keys.stream().map(key -> key.delivery().value()).toList());
        assertThat(world.api.log.find(keys).values())
                .hasSize(2)
                .allSatisfy(record -> assertThat(record.status()).isEqualTo(Status.SUCCESS));
    }

    @Test
    void the_retry_of_a_large_event_is_read_from_its_record() throws IOException {
        DeliveryTask task = tasks("delivery-sqs-retry.json").getFirst();
        assertThat(task.pointer()).isTrue();
        Event event = Events.valid()
                .tenant("acme")
                .id(task.event().id().value())
                .type("sync.completed")
                .data("{\"sync_id\":\"sync_42\"}")
                .acceptedAt(task.event().acceptedAt())
                .build();
        world.api.events.accept(event);
        Attempt first = attempt(503).retriedAt(task.due());
        world.api.log.write(null, Delivery.untried(task.key(), event).attempted(first, Status.FAILED, null));

        assertThat(world.deliver("delivery-sqs-retry.json")).isEmpty();

        assertThat(world.sent).singleElement().satisfies(post -> assertThat(
                        new String(post.body(), StandardCharsets.UTF_8))
                .contains("sync_42"));
        assertThat(world.api.log.find(List.of(task.key())).get(task.key()).attempts())
                .isEqualTo(2);
    }

    @Test
    void what_is_no_task_is_kept_with_its_reason_and_the_rest_goes_on() throws IOException {
        assertThat(world.deliver("delivery-sqs-poison.json")).isEmpty();

        assertThat(world.sent).hasSize(1);
        assertThat(world.rejected.reasons()).containsExactly("not a delivery task of a known version");
    }

    @Test
    void the_minutes_work_is_done_on_schedule() throws IOException {
        ScheduledEvent event = read(ScheduledEvent.class, SCHEDULED);
        assertThat(event.getDetailType()).isEqualTo("Scheduled Event");
        assertThat(event.getResources()).singleElement().asString().endsWith(":rule/webhooks-maintenance");
        Webhook halfMade = Webhooks.valid().tenant("acme").number(9).build();
        world.api.webhooks.announce(halfMade.key(), ApiWorld.NOON);

        world.maintain(SCHEDULED);

        assertThat(world.api.halfMade()).doesNotContain(halfMade.key());
        assertThat(world.api.journal.lines())
                .extracting(line -> line.event())
                .doesNotContain("maintenance.bug", "maintenance.unavailable");
    }

    private static Stream<String> names() {
        return CALLS.stream().map(Call::name);
    }

    private static Stream<String> batches() {
        return BATCHES.stream();
    }

    private static ApiWorld apiWithTheKeyOfTheFiles() {
        ApiWorld api = ApiWorld.quiet();
        KeyHash hash = KeyHash.of("REPLACE_WITH_YOUR_API_KEY");
        Set<Scope> all = Set.of(Scope.values());
        api.keys.add(new ApiKey("key_1", hash, ACME, Dialect.CONTINUUM, all, "", ApiWorld.NOON, null, null));
        return api;
    }

    /** Gives the webhook the dead letter that the files name. */
    private static void dies(ApiWorld api, WebhookId webhook) {
        Event event = Events.valid().tenant("acme").id("evt-dead").build();
        api.events.accept(event);
        DeliveryKey key = new DeliveryKey(new WebhookKey(ACME, webhook), new DeliveryId(DELIVERY));
        Delivery dead = Delivery.untried(key, event).attempted(attempt(500), Status.DEAD_LETTER, Reason.EXHAUSTED);
        api.log.write(null, dead);
    }

    private static Attempt attempt(int status) {
        Instant started = Events.ACCEPTED.plusSeconds(1);
        return new Attempt(
                1, started, Duration.ofMillis(9), List.of(), status, "", false, "HTTP " + status, null);
    }

    private static EventMessage own() throws IOException {
        String body = bodies("emitter-sqs-own-message.json").getFirst();
        return ((Result.Ok<EventMessage>) EventMessages.read(body, "m", ApiWorld.NOON)).value();
    }

    private static List<DeliveryTask> tasks(String file) throws IOException {
        List<DeliveryTask> tasks = new ArrayList<>();
        for (String body : bodies(file)) {
            tasks.add(TaskJson.read(body).orElseThrow());
        }
        return tasks;
    }

    private static List<String> bodies(String file) throws IOException {
        return read(SQSEvent.class, file).getRecords().stream()
                .map(SQSEvent.SQSMessage::getBody)
                .toList();
    }

    private static String deliveryId(HttpPost post) {
        return post.headers().stream()
                .filter(header -> header.name().equalsIgnoreCase("webhook-id"))
                .findFirst()
                .orElseThrow()
                .value();
    }

    private static <T> T read(Class<T> type, String file) throws IOException {
        byte[] json = Files.readAllBytes(InvokeWorld.FILES.resolve(file));
        return LambdaEventSerializers.serializerFor(type, InvokeFilesTest.class.getClassLoader())
                .fromJson(new ByteArrayInputStream(json));
    }

    private static Answer invoke(ApiWorld api, String file) throws IOException {
        return api.nobody().send(Files.readAllBytes(InvokeWorld.FILES.resolve(file)));
    }
}
