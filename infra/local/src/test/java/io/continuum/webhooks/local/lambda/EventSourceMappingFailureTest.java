package io.continuum.webhooks.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.continuum.webhooks.local.aws.LocalAws;
import io.continuum.webhooks.local.aws.TestQueue;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens to messages that fail, and while the queue cannot be reached. */
class EventSourceMappingFailureTest {
    private final MappingScenario scenario = new MappingScenario();

    @AfterEach
    void close() {
        scenario.close();
    }

    @Test
    void only_failed_messages_come_again_after_the_visibility_timeout() throws Exception {
        TestQueue queue = TestQueue.create(scenario.engine.client(), 1);
        queue.sendNumbers(4);
        var failedOnce = new CountDownLatch(1);
        Function<JsonNode, String> failOddNumbersOnce = event -> {
            if (failedOnce.getCount() == 0) {
                return "";
            }
            failedOnce.countDown();
            return Handlers.failing(event, body -> Integer.parseInt(body) % 2 == 1);
        };
        long start = System.nanoTime();
        try (var _ = scenario.map(queue, EventSourceMappingFailureTest::one, failOddNumbersOnce)) {
            assertThat(Handlers.bodies(scenario.nextEvent())).containsExactlyInAnyOrder("0", "1", "2", "3");
            JsonNode again = scenario.nextEvent();

            assertThat(Handlers.bodies(again)).containsExactlyInAnyOrder("1", "3");
            assertThat(again.findValuesAsText("ApproximateReceiveCount")).containsOnly("2");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(900));
        }
        assertThat(queue.size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not json",
                "[]",
                "{\"batchItemFailures\": [{\"itemIdentifier\": \"unknown\"}]}",
                "{\"batchItemFailures\": [{\"itemIdentifier\": \"\"}]}"
            })
    void an_invalid_answer_fails_the_whole_batch(String answer) throws Exception {
        wholeBatchComesAgain(_ -> answer);
    }

    @Test
    void an_exception_fails_the_whole_batch() throws Exception {
        wholeBatchComesAgain(_ -> {
            throw new IllegalStateException("broken");
        });
    }

    @Test
    void an_error_fails_the_whole_batch() throws Exception {
        wholeBatchComesAgain(_ -> {
            throw new NoClassDefFoundError("gone");
        });
    }

    @Test
    void a_timeout_fails_the_whole_batch() throws Exception {
        TestQueue queue = TestQueue.create(scenario.engine.client(), 1);
        queue.send("slow");
        var function = Handlers.function(Duration.ofMillis(100), (event, _) -> {
            scenario.events.add(event);
            new CountDownLatch(1).await();
            return "";
        });
        try (var _ = EventSourceMapping.start(
                MappingScenario.settings(queue), scenario.engine.client(), function, scenario.log::add)) {
            assertThat(Handlers.bodies(scenario.nextEvent())).containsExactly("slow");
            assertThat(scenario.nextLine()).contains("timed out after PT0.1S");
            assertThat(Handlers.bodies(scenario.nextEvent())).containsExactly("slow");
        }
    }

    @Test
    void a_message_that_fails_too_often_goes_to_the_dead_letter_queue() throws Exception {
        TestQueue dead = TestQueue.create(scenario.engine.client(), 30);
        TestQueue queue = TestQueue.redriving(scenario.engine.client(), 1, dead, 2);
        queue.send("poison");
        try (var _ = scenario.map(queue, event -> Handlers.failing(event, _ -> true))) {
            assertThat(dead.receiveOne().body()).isEqualTo("poison");
        }
        assertThat(scenario.events).hasSize(2);
        assertThat(queue.size()).isZero();
    }

    @Test
    void a_delete_that_fails_for_one_entry_is_tried_again() throws Exception {
        TestQueue queue = TestQueue.create(scenario.engine.client(), 300);
        var refusals = new AtomicInteger(2);
        try (var endpoint = new FaultyQueueEndpoint(scenario.engine.endpoint());
                var sqs = LocalAws.sqsClient(endpoint.address())) {
            endpoint.fail(operation -> operation.equals("DeleteMessageBatch") && refusals.getAndDecrement() > 0
                    ? Optional.of(new FaultyQueueEndpoint.Answer(200, """
                            {"Successful": [], "Failed":
                              [{"Id": "0", "SenderFault": false, "Code": "InternalError", "Message": "again"}]}"""))
                    : Optional.empty());
            queue.send("once");
            try (var _ = scenario.map(sqs, MappingScenario.settings(queue), _ -> "")) {
                scenario.nextEvent();
            }
            assertThat(refusals.get()).isNegative();
        }
        assertThat(queue.size()).isZero();
        assertThat(scenario.events).isEmpty();
    }

    @Test
    void polling_goes_on_when_the_queue_comes_back_and_does_not_hammer_it_meanwhile() throws Exception {
        TestQueue queue = TestQueue.create(scenario.engine.client(), 30);
        try (var endpoint = new FaultyQueueEndpoint(scenario.engine.endpoint());
                var sqs = LocalAws.sqsClient(endpoint.address())) {
            endpoint.fail(_ -> Optional.of(new FaultyQueueEndpoint.Answer(503, "")));
            try (var _ = scenario.map(sqs, MappingScenario.settings(queue), _ -> "")) {
                assertThat(scenario.nextLine()).contains("does not answer");
                queue.send("patient");
                endpoint.recover();

                assertThat(Handlers.bodies(scenario.nextEvent())).containsExactly("patient");
                assertThat(scenario.nextLine()).contains("answers again");
            }
            assertThat(endpoint.requests()).isLessThan(200);
        }
    }

    @Test
    void a_mapping_started_before_its_queue_exists_begins_when_it_does() throws Exception {
        var settings = MappingSettings.of(
                        scenario.engine.endpoint() + "/" + LocalAws.ACCOUNT + "/later", LocalAws.queueArn("later"))
                .withWaits(Duration.ofSeconds(1), Duration.ofSeconds(5));
        try (var _ = scenario.map(scenario.engine.client(), settings, _ -> "")) {
            assertThat(scenario.nextLine()).contains("does not answer");
            String url = scenario.engine
                    .client()
                    .createQueue(queue -> queue.queueName("later"))
                    .queueUrl();
            scenario.engine
                    .client()
                    .sendMessage(message -> message.queueUrl(url).messageBody("early"));

            assertThat(Handlers.bodies(scenario.nextEvent())).containsExactly("early");
        }
    }

    @Test
    void messages_received_before_the_queue_went_away_are_handled_all_the_same() throws Exception {
        TestQueue queue = TestQueue.create(scenario.engine.client(), 300);
        queue.send("early bird");
        var receives = new AtomicInteger();
        try (var endpoint = new FaultyQueueEndpoint(scenario.engine.endpoint());
                var sqs = LocalAws.sqsClient(endpoint.address())) {
            endpoint.fail(operation -> operation.equals("ReceiveMessage") && receives.incrementAndGet() > 1
                    ? Optional.of(new FaultyQueueEndpoint.Answer(503, ""))
                    : Optional.empty());
            var settings = one(MappingScenario.settings(queue)).withBatches(10, Duration.ofMinutes(5));
            try (var _ = scenario.map(sqs, settings, _ -> "")) {
                assertThat(Handlers.bodies(scenario.nextEvent())).containsExactly("early bird");
            }
        }
        assertThat(queue.size()).isZero();
    }

    private void wholeBatchComesAgain(Function<JsonNode, String> code) throws InterruptedException {
        TestQueue queue = TestQueue.create(scenario.engine.client(), 1);
        queue.sendNumbers(3);
        try (var _ = scenario.map(queue, EventSourceMappingFailureTest::one, code)) {
            List<String> first = Handlers.bodies(scenario.nextEvent());
            assertThat(first).containsExactlyInAnyOrder("0", "1", "2");
            assertThat(scenario.nextLine()).contains("a batch of 3 failed");
            assertThat(Handlers.bodies(scenario.nextEvent())).containsExactlyInAnyOrderElementsOf(first);
        }
    }

    private static MappingSettings one(MappingSettings settings) {
        return settings.withMaximumConcurrency(1);
    }
}
