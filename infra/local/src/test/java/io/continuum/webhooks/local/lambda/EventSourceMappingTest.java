package io.continuum.webhooks.local.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.fasterxml.jackson.databind.JsonNode;
import io.continuum.webhooks.local.aws.TestQueue;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;

/** What reaches the function and what happens to messages that succeed. */
class EventSourceMappingTest {
    private final MappingScenario scenario = new MappingScenario();
    private final TestQueue queue = TestQueue.create(scenario.engine.client(), 30);

    @AfterEach
    void close() {
        scenario.close();
    }

    @Test
    void a_message_reaches_the_function_as_lambda_sends_it() throws Exception {
        try (var _ = scenario.map(queue, _ -> "")) {
            queue.send(SendMessageRequest.builder()
                    .messageBody("{\"text\": \"grüße 🎉\"}")
                    .messageGroupId("tenant-1")
                    .messageAttributes(Map.of(
                            "copy",
                            MessageAttributeValue.builder()
                                    .dataType("String")
                                    .stringValue("1")
                                    .build())));

            SQSEvent.SQSMessage message =
                    read(scenario.nextEvent()).getRecords().getFirst();
            assertThat(message.getBody()).isEqualTo("{\"text\": \"grüße 🎉\"}");
            assertThat(message.getEventSourceArn()).isEqualTo(queue.arn());
            assertThat(message.getAttributes())
                    .containsEntry("ApproximateReceiveCount", "1")
                    .containsEntry("MessageGroupId", "tenant-1")
                    .containsKeys("SentTimestamp", "SenderId", "ApproximateFirstReceiveTimestamp");
            assertThat(message.getMessageAttributes().get("copy")).satisfies(attribute -> {
                assertThat(attribute.getStringValue()).isEqualTo("1");
                assertThat(attribute.getDataType()).isEqualTo("String");
            });
        }
    }

    @Test
    void what_succeeded_is_deleted() throws Exception {
        try (var _ = scenario.map(queue, _ -> "{\"batchItemFailures\": []}")) {
            queue.sendNumbers(25);
            receiveNumbers(25);
        }
        assertThat(queue.size()).isZero();
    }

    @Test
    void an_idle_mapping_takes_a_message_within_milliseconds() throws Exception {
        try (var _ = scenario.map(queue, _ -> "")) {
            queue.send("warm up");
            scenario.nextEvent();
            List<Duration> latencies = new ArrayList<>();
            for (int time = 0; time < 20; time++) {
                long sent = System.nanoTime();
                queue.send("now");
                scenario.nextEvent();
                latencies.add(Duration.ofNanos(System.nanoTime() - sent));
            }
            latencies.sort(null);
            assertThat(latencies.get(10)).isLessThan(Duration.ofMillis(500));
        }
    }

    @Test
    void a_batch_is_never_larger_than_the_batch_size() throws Exception {
        queue.sendNumbers(20);
        try (var _ = scenario.map(queue, settings -> settings.withBatches(3, Duration.ZERO), _ -> "")) {
            int received = 0;
            while (received < 20) {
                int size = Handlers.bodies(scenario.nextEvent()).size();
                assertThat(size).isBetween(1, 3);
                received += size;
            }
        }
    }

    @Test
    void a_batching_window_collects_what_comes_within_it() throws Exception {
        var oneAtATime = MappingScenario.settings(queue)
                .withBatches(100, Duration.ofMillis(1_500))
                .withMaximumConcurrency(1);
        try (var _ = scenario.map(scenario.engine.client(), oneAtATime, _ -> "")) {
            queue.sendNumbers(15);
            queue.sendNumbers(12);

            assertThat(Handlers.bodies(scenario.nextEvent())).hasSize(27);
        }
    }

    @Test
    void a_full_batch_does_not_wait_for_the_window() throws Exception {
        var longWindow = MappingScenario.settings(queue)
                .withBatches(20, Duration.ofSeconds(60))
                .withMaximumConcurrency(1);
        try (var _ = scenario.map(scenario.engine.client(), longWindow, _ -> "")) {
            queue.sendNumbers(20);

            assertThat(Handlers.bodies(scenario.nextEvent())).hasSize(20);
        }
    }

    @Test
    void closing_ends_a_window_early_and_still_handles_what_was_received() throws Exception {
        var longWindow = MappingScenario.settings(queue).withBatches(20, Duration.ofSeconds(60));
        var mapping = scenario.map(scenario.engine.client(), longWindow, _ -> "");
        queue.send("only one");
        queue.awaitInFlight(1);
        mapping.close();

        assertThat(Handlers.bodies(scenario.nextEvent())).containsExactly("only one");
        assertThat(queue.size()).isZero();
    }

    private void receiveNumbers(int count) throws InterruptedException {
        List<String> received = new ArrayList<>();
        while (received.size() < count) {
            received.addAll(Handlers.bodies(scenario.nextEvent()));
        }
        assertThat(received)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, count).mapToObj(Integer::toString).toList());
    }

    private static SQSEvent read(JsonNode event) {
        return LambdaEventSerializers.serializerFor(SQSEvent.class, EventSourceMappingTest.class.getClassLoader())
                .fromJson(new ByteArrayInputStream(event.toString().getBytes(UTF_8)));
    }
}
