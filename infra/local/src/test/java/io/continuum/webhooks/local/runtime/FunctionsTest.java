package io.continuum.webhooks.local.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.continuum.webhooks.core.event.Priority;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.id.WebhookId;
import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.maintenance.WakeIndex;
import io.continuum.webhooks.lambda.dynamodb.DynamoWakeIndex;
import io.continuum.webhooks.lambda.dynamodb.DynamoWebhookStore;
import io.continuum.webhooks.local.endtoend.Await;
import io.continuum.webhooks.local.lambda.EventSourceMapping;
import io.continuum.webhooks.local.lambda.InvocationResult;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import software.amazon.awssdk.services.sqs.model.Message;

/** Every function of the built zip, each in a JVM of its own, as Lambda invokes it. */
@EnabledOnOs(OS.LINUX)
class FunctionsTest {
    private static final byte[] NOTHING = "{\"Records\":[]}".getBytes(StandardCharsets.UTF_8);

    private static FunctionWorld world;
    private static FunctionProcess api;

    @BeforeAll
    static void start() {
        world = new FunctionWorld();
        api = world.start(world.settings("Api")).awaitReady();
    }

    @AfterAll
    static void stop() throws Exception {
        world.close();
    }

    @Test
    void an_event_goes_from_the_api_through_emitter_and_delivery_to_a_receiver_that_verifies_it() {
        try (SignedReceiver receiver = SignedReceiver.start();
                EventSourceMapping _ = world.map(world.queues().events(), world.runtime(world.settings("Emitter")));
                EventSourceMapping _ = world.map(
                        world.queues().delivery(Priority.NORMAL), world.runtime(world.settings("Delivery")))) {
            JsonNode webhook = FunctionWorld.register(api, receiver.url());

            FunctionWorld.publish(api, "all the way");

            SignedReceiver.Received delivery = receiver.await(1).getFirst();
            assertThat(delivery.text()).contains("all the way");
            assertThat(delivery.isSignedBy(webhook.path("secret").asText())).isTrue();
            assertThat(delivery.isSignedBy("whs_another_secret_of_32_characters"))
                    .isFalse();
            // The line comes after the receiver's answer.
            Await.that(
                    "the search hears of all of it",
                    () -> world.searched()
                            .containsAll(Set.of(
                                    "answer to POST /api/v1/webhooks",
                                    "a line of Delivery",
                                    "a request to the tables",
                                    "a request to the queues")));
            remove(webhook);
        }
    }

    @Test
    void maintenance_removes_what_was_only_half_made() {
        WebhookKey key = new WebhookKey(new TenantId("default"), new WebhookId("01hq0000000000000000000000"));
        new DynamoWebhookStore(world.aws().dynamoDb(), world.tableNames(), InstantSource.system())
                .announce(key, Instant.parse("2026-01-01T00:00:00Z"));
        DynamoWakeIndex wakes = new DynamoWakeIndex(world.aws().dynamoDb(), world.tableNames());
        assertThat(wakes.due(Instant.now(), 10)).contains(new WakeIndex.Due.HalfMade(key));
        FunctionProcess maintenance = world.start(world.settings("Maintenance")).awaitReady();

        InvocationResult result = maintenance.invoke("{\"source\":\"aws.events\"}");

        assertThat(result).isInstanceOf(InvocationResult.Answered.class);
        assertThat(wakes.due(Instant.now(), 10)).doesNotContain(new WakeIndex.Due.HalfMade(key));
    }

    @Test
    @Tag("T52")
    void a_message_that_nobody_can_read_goes_to_the_infrastructure_queue_and_the_others_are_fanned_out() {
        FunctionProcess emitter = world.start(world.settings("Emitter")).awaitReady();
        String good = "{\"v\":1,\"event\":\"memory.created\",\"data\":{\"content\":\"good\"}}";

        String answer = FunctionWorld.answered(emitter.invoke(SqsEvents.of(Map.of("good", good, "bad", "{poison"))));

        assertThat(FunctionWorld.json(answer).path("batchItemFailures")).isEmpty();
        List<Message> poison = world.aws()
                .sqs()
                .receiveMessage(request ->
                        request.queueUrl(world.queues().poison().url()).waitTimeSeconds(5))
                .messages();
        assertThat(poison)
                .singleElement()
                .satisfies(message -> assertThat(message.body()).contains("{poison"));
    }

    @Test
    void only_the_message_whose_dependency_is_away_stays_in_its_queue() {
        FunctionProcess emitter = world.start(world.settings("Emitter")).awaitReady();
        String event = "{\"v\":1,\"event\":\"memory.created\",\"data\":{\"content\":\"x\"}}";
        world.tables.refuse(true);
        String whileAway;
        try {
            whileAway = FunctionWorld.answered(emitter.invoke(SqsEvents.of(Map.of("stays", event, "bad", "{poison"))));
        } finally {
            world.tables.refuse(false);
        }

        String afterwards = FunctionWorld.answered(emitter.invoke(SqsEvents.of(Map.of("stays", event))));

        assertThat(FunctionWorld.json(whileAway).path("batchItemFailures"))
                .singleElement()
                .satisfies(failure ->
                        assertThat(failure.path("itemIdentifier").asText()).isEqualTo("stays"));
        assertThat(FunctionWorld.json(afterwards).path("batchItemFailures")).isEmpty();
    }

    @Test
    void a_missing_variable_is_reported_by_its_name_when_the_function_starts() {
        ProcessSettings settings = world.settings("Delivery");
        Map<String, String> env = new HashMap<>(settings.environment());
        env.remove("WEBHOOKS_TABLE");
        FunctionProcess delivery = world.start(ProcessSettings.of(settings.function(), settings.handler(), env));

        FunctionFailure failure = catchThrowableOfType(FunctionFailure.class, delivery::awaitReady);

        assertThat(failure).hasMessageContaining("WEBHOOKS_TABLE is not set");
        assertThat(delivery.runtimeCalls()).containsExactly("POST /2018-06-01/runtime/init/error");
    }

    @Test
    void an_environment_that_does_not_become_ready_is_closed_and_the_next_invocation_gets_another() {
        ProcessSettings settings = world.settings("Delivery");
        Map<String, String> env = new HashMap<>(settings.environment());
        env.remove("WEBHOOKS_TABLE");
        ProcessSettings broken = ProcessSettings.of(settings.function(), settings.handler(), env);
        List<FunctionProcess> made = new CopyOnWriteArrayList<>();
        try (FunctionRuntime delivery = new FunctionRuntime(() -> {
            made.add(world.start(made.isEmpty() ? broken : settings));
            return made.getLast();
        })) {
            InvocationResult first = delivery.invoke(NOTHING);
            assertThat(first)
                    .isInstanceOfSatisfying(
                            InvocationResult.Failed.class,
                            failed -> assertThat(failed.message()).contains("WEBHOOKS_TABLE"));
            assertThat(made.getFirst().isAlive()).isFalse();

            FunctionWorld.answered(delivery.invoke(NOTHING));
            assertThat(made).hasSize(2);
        }
    }

    @Test
    void a_process_that_takes_too_long_is_killed_and_its_message_comes_back_to_the_next_one() {
        ProcessSettings hasty = world.settings("Emitter", Duration.ofSeconds(4));
        List<FunctionProcess> made = new CopyOnWriteArrayList<>();
        FunctionRuntime emitter = new FunctionRuntime(() -> {
            made.add(world.start(hasty));
            return made.getLast();
        });
        // Ready before anything hangs: only the invocation's own time counts.
        FunctionWorld.answered(emitter.invoke(NOTHING));
        try (SignedReceiver receiver = SignedReceiver.start()) {
            JsonNode webhook = FunctionWorld.register(api, receiver.url());
            FunctionWorld.publish(api, "comes back");
            world.tables.hang(true);
            try (EventSourceMapping _ = world.map(world.queues().events(), emitter);
                    EventSourceMapping _ = world.map(
                            world.queues().delivery(Priority.NORMAL), world.runtime(world.settings("Delivery")))) {
                Await.that("the time-out", () -> !made.getFirst().isAlive());
                assertThat(receiver.received()).isEmpty();
                world.tables.hang(false);

                assertThat(receiver.await(1).getFirst().text()).contains("comes back");
                assertThat(made).hasSizeGreaterThan(1);
            } finally {
                world.tables.hang(false);
            }
            remove(webhook);
        }
    }

    @Test
    void an_invocation_that_takes_too_long_says_so() {
        FunctionProcess emitter =
                world.start(world.settings("Emitter", Duration.ofSeconds(3))).awaitReady();
        world.tables.hang(true);
        InvocationResult result;
        try {
            result = emitter.invoke(SqsEvents.of(Map.of("m", "{\"v\":1,\"event\":\"memory.created\",\"data\":{}}")));
        } finally {
            world.tables.hang(false);
        }

        assertThat(result).isEqualTo(new InvocationResult.TimedOut(Duration.ofSeconds(3)));
        assertThat(emitter.isAlive()).isFalse();
        assertThat(emitter.invoke(NOTHING)).isInstanceOf(InvocationResult.Failed.class);
    }

    @Test
    void concurrent_invocations_of_one_process_do_not_wait_for_each_other_nor_mix_their_answers() throws Exception {
        int invocations = 4;
        FunctionProcess together =
                world.start(world.settings("Api").withConcurrency(invocations)).awaitReady();
        CyclicBarrier all = new CyclicBarrier(invocations);
        try (SignedReceiver receiver = SignedReceiver.start();
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            receiver.answers(() -> meet(all));
            JsonNode webhook = FunctionWorld.register(together, receiver.url());
            String path = "/api/v1/webhooks/" + webhook.path("id").asText() + "/test";
            List<Future<FunctionWorld.Answer>> tests = IntStream.range(0, invocations)
                    .mapToObj(_ -> callers.submit(() -> FunctionWorld.call(together, "POST", path, null)))
                    .toList();
            for (Future<FunctionWorld.Answer> test : tests) {
                assertThat(test.get().body().path("success").asBoolean()).isTrue();
            }
            List<Future<String>> names = IntStream.range(0, 40)
                    .mapToObj(i -> callers.submit(() -> named(together, "number " + i)))
                    .toList();
            for (int i = 0; i < names.size(); i++) {
                assertThat(names.get(i).get()).isEqualTo("number " + i);
            }
            remove(webhook);
        }
    }

    private static String named(FunctionProcess process, String name) {
        var body = FunctionWorld.object().put("url", "https://203.0.114.7/hook").put("name", name);
        body.putArray("events").add("sync.completed");
        JsonNode made =
                FunctionWorld.call(process, "POST", "/api/v1/webhooks", body).body();
        remove(made);
        return made.path("name").asText();
    }

    private static int meet(CyclicBarrier all) {
        try {
            all.await(20, TimeUnit.SECONDS);
            return 204;
        } catch (InterruptedException | BrokenBarrierException | TimeoutException _) {
            return 500;
        }
    }

    private static void remove(JsonNode webhook) {
        FunctionWorld.call(
                api, "DELETE", "/api/v1/webhooks/" + webhook.path("id").asText(), null);
    }
}
