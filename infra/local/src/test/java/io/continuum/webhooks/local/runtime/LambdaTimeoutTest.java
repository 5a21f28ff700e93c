package io.continuum.webhooks.local.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.continuum.webhooks.core.delivery.Delivery;
import io.continuum.webhooks.core.delivery.DeliveryTask;
import io.continuum.webhooks.core.delivery.Status;
import io.continuum.webhooks.core.delivery.TaskJson;
import io.continuum.webhooks.core.event.Priority;
import io.continuum.webhooks.core.id.DeliveryKey;
import io.continuum.webhooks.lambda.dynamodb.DynamoDeliveryLog;
import io.continuum.webhooks.local.endtoend.Await;
import io.continuum.webhooks.local.lambda.EventSourceMapping;
import io.continuum.webhooks.local.lambda.FunctionSettings;
import io.continuum.webhooks.local.lambda.InvocationResult;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import software.amazon.awssdk.services.sqs.model.Message;

/** The delivery function, killed by Lambda's time-out in the middle of a batch. */
@EnabledOnOs(OS.LINUX)
class LambdaTimeoutTest {
    private static final int BATCH = 10;
    private static final int HUNG = 3;

    /** Longer than a request may take and the five seconds that the function keeps for recording. */
    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private final CountDownLatch released = new CountDownLatch(1);
    private final AtomicInteger requests = new AtomicInteger();

    @Test
    @Tag("T39")
    void t39_what_was_answered_before_is_recorded_once_and_only_the_rest_is_sent_again() throws Exception {
        try (FunctionWorld world = new FunctionWorld();
                SignedReceiver receiver = SignedReceiver.start();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            receiver.answers(this::hangAtFirst);
            FunctionProcess api = world.start(world.settings("Api")).awaitReady();
            String webhook =
                    FunctionWorld.register(api, receiver.url()).path("id").asText();
            List<Message> messages = publish(world, api);
            Set<DeliveryKey> keys = messages.stream()
                    .map(LambdaTimeoutTest::task)
                    .map(DeliveryTask::key)
                    .collect(Collectors.toSet());
            FunctionProcess first = world.start(delivery(world)).awaitReady();

            Future<InvocationResult> result = threads.submit(() -> first.invoke(
                    SqsEvents.of(messages.stream().collect(Collectors.toMap(Message::messageId, Message::body)))));
            Await.that("seven records", () -> records(world, keys).size() == BATCH - HUNG);
            world.tables.hang(true);
            assertThat(result.get()).isEqualTo(new InvocationResult.TimedOut(TIMEOUT));
            // What the dead process had written goes nowhere.
            world.tables.cut();
            world.tables.hang(false);
            released.countDown();
            assertThat(records(world, keys)).hasSize(BATCH - HUNG);

            comeBack(world, messages);
            try (EventSourceMapping _ =
                    world.map(world.queues().delivery(Priority.NORMAL), world.runtime(delivery(world)))) {
                Await.that("all records", () -> records(world, keys).size() == BATCH);
                Await.that(
                        "exact stats",
                        () -> stats(api, webhook).path("successful_deliveries").asInt() == BATCH);
            }

            assertThat(records(world, keys)).allSatisfy((_, record) -> {
                assertThat(record.status()).isEqualTo(Status.SUCCESS);
                assertThat(record.attempts()).isEqualTo(1);
            });
            assertThat(timesSent(receiver)).hasSize(BATCH).satisfies(times -> {
                assertThat(Collections.frequency(times.values(), 1)).isEqualTo(BATCH - HUNG);
                assertThat(Collections.frequency(times.values(), 2)).isEqualTo(HUNG);
            });
            assertThat(stats(api, webhook).path("total_deliveries").asInt()).isEqualTo(BATCH);
        }
    }

    private int hangAtFirst() {
        if (requests.incrementAndGet() <= HUNG) {
            try {
                released.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return 204;
    }

    /** Publishes a batch of events, and takes the tasks that the emitter made of them. */
    private static List<Message> publish(FunctionWorld world, FunctionProcess api) {
        for (int i = 0; i < BATCH; i++) {
            FunctionWorld.publish(api, "number " + i);
        }
        List<Message> messages = new ArrayList<>();
        try (EventSourceMapping _ = world.map(world.queues().events(), world.runtime(world.settings("Emitter")))) {
            Await.that("ten tasks", () -> {
                messages.addAll(world.aws()
                        .sqs()
                        .receiveMessage(request -> request.queueUrl(queue(world))
                                .maxNumberOfMessages(BATCH - messages.size())
                                .visibilityTimeout(600))
                        .messages());
                return messages.size() == BATCH;
            });
        }
        return messages;
    }

    /** Does what the end of their visibility time-out would do. */
    private static void comeBack(FunctionWorld world, List<Message> messages) {
        for (Message message : messages) {
            world.aws()
                    .sqs()
                    .changeMessageVisibility(request -> request.queueUrl(queue(world))
                            .receiptHandle(message.receiptHandle())
                            .visibilityTimeout(0));
        }
    }

    private static String queue(FunctionWorld world) {
        return world.queues().delivery(Priority.NORMAL).url();
    }

    private static ProcessSettings delivery(FunctionWorld world) {
        Map<String, String> environment = new HashMap<>(world.environment());
        environment.put("DELIVERY_TIMEOUT_SECONDS", "5");
        return ProcessSettings.of(
                FunctionSettings.of("Delivery", TIMEOUT),
                "io.continuum.webhooks.lambda.function.Delivery",
                environment);
    }

    private static DeliveryTask task(Message message) {
        return TaskJson.read(message.body()).orElseThrow();
    }

    /** Asks the table itself, past what hangs. */
    private static Map<DeliveryKey, Delivery> records(FunctionWorld world, Set<DeliveryKey> keys) {
        return new DynamoDeliveryLog(
                        world.aws().dynamoDb(), world.tableNames(), InstantSource.system(), Duration.ofDays(30))
                .find(keys);
    }

    private static JsonNode stats(FunctionProcess api, String webhook) {
        return FunctionWorld.call(api, "GET", "/api/v1/webhooks/" + webhook + "/stats", null)
                .body();
    }

    private static Map<String, Integer> timesSent(SignedReceiver receiver) {
        Map<String, Integer> times = new HashMap<>();
        receiver.received()
                .forEach(request -> times.merge(
                        Objects.requireNonNull(request.headers().get("Webhook-id"))
                                .getFirst(),
                        1,
                        Integer::sum));
        return times;
    }
}
