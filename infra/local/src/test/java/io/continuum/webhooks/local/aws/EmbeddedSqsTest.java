package io.continuum.webhooks.local.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SqsException;

class EmbeddedSqsTest {
    @TempDir
    Path folder;

    @Test
    void a_message_comes_back_as_it_was_sent() {
        try (var sqs = EmbeddedSqs.inMemory(0)) {
            TestQueue queue = TestQueue.create(sqs.client(), 30);
            queue.send("{\"text\": \"grüße 🎉\"}");

            assertThat(queue.receiveOne().body()).isEqualTo("{\"text\": \"grüße 🎉\"}");
        }
    }

    @Test
    void queue_urls_lead_back_to_the_server() {
        try (var sqs = EmbeddedSqs.inMemory(0)) {
            String url = TestQueue.create(sqs.client(), 30).url();

            assertThat(url).startsWith(sqs.endpoint() + "/" + LocalAws.ACCOUNT + "/");
        }
    }

    @Test
    void two_in_memory_do_not_see_each_other() {
        try (var one = EmbeddedSqs.inMemory(0);
                var other = EmbeddedSqs.inMemory(0)) {
            TestQueue.create(one.client(), 30);

            assertThat(other.client().listQueues().queueUrls()).isEmpty();
        }
    }

    @Test
    void a_taken_port_fails_the_start() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> EmbeddedSqs.inMemory(taken.getLocalPort())).isNotNull();
        }
    }

    @Test
    void a_second_file_in_one_jvm_is_refused() {
        try (var first = EmbeddedSqs.at(folder.resolve("one"), 0)) {
            assertThatThrownBy(() -> EmbeddedSqs.at(folder.resolve("two"), 0))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("open already");
            assertThat(first.client().listQueues().queueUrls()).isEmpty();
        }
    }

    @Test
    void files_are_kept_apart_from_each_other() {
        try (var sqs = EmbeddedSqs.at(folder.resolve("one"), 0)) {
            TestQueue.create(sqs.client(), 30);
        }
        try (var sqs = EmbeddedSqs.at(folder.resolve("two"), 0)) {
            assertThat(sqs.client().listQueues().queueUrls()).isEmpty();
        }
    }

    @Test
    void messages_and_their_attributes_outlive_a_restart() {
        TestQueue queue = inFirstRun(sqs -> {
            TestQueue made = TestQueue.create(sqs, 30);
            made.send(SendMessageRequest.builder()
                    .messageBody("körper")
                    .messageGroupId("tenant-1")
                    .messageAttributes(Map.of(
                            "kind",
                            MessageAttributeValue.builder()
                                    .dataType("String")
                                    .stringValue("wert")
                                    .build())));
            return made;
        });
        try (var sqs = EmbeddedSqs.at(folder.resolve("sqs"), 0)) {
            Message message = queue.through(sqs.client()).receiveOne();

            assertThat(message.body()).isEqualTo("körper");
            assertThat(message.attributes()).containsEntry(MessageSystemAttributeName.MESSAGE_GROUP_ID, "tenant-1");
            assertThat(message.messageAttributes().values())
                    .extracting(MessageAttributeValue::stringValue)
                    .containsExactly("wert");
        }
    }

    @Test
    void what_was_in_flight_is_visible_after_a_restart_and_its_receives_still_count() {
        TestQueue queue = inFirstRun(sqs -> {
            TestQueue made = TestQueue.create(sqs, 300);
            made.send("in flight");
            made.receiveOne();
            return made;
        });
        try (var sqs = EmbeddedSqs.at(folder.resolve("sqs"), 0)) {
            Message message = queue.through(sqs.client()).receiveNow().getFirst();

            assertThat(message.attributes()).containsEntry(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "2");
        }
    }

    @Test
    void the_engine_by_itself_keeps_messages_in_flight_and_their_receipt_handles_valid() {
        String[] handle = new String[1];
        TestQueue queue = inFirstRun(sqs -> {
            TestQueue made = TestQueue.create(sqs, 300);
            made.send("in flight");
            handle[0] = made.receiveOne().receiptHandle();
            return made;
        });
        try (var sqs = EmbeddedSqs.keepingInFlight(folder.resolve("sqs"), 0)) {
            TestQueue again = queue.through(sqs.client());
            assertThat(again.receiveNow()).isEmpty();
            assertThat(again.size()).isEqualTo(1);
            sqs.client().deleteMessage(request -> request.queueUrl(queue.url()).receiptHandle(handle[0]));
            assertThat(again.size()).isZero();
        }
    }

    @Test
    void after_a_restart_a_queue_is_made_again_only_with_the_attributes_that_it_has() {
        TestQueue queue = inFirstRun(sqs -> TestQueue.create(sqs, 30));
        try (var sqs = EmbeddedSqs.at(folder.resolve("sqs"), 0)) {
            createWithVisibility(sqs.client(), queue.name(), "30");
            sqs.client().createQueue(create -> create.queueName(queue.name()));

            assertThatThrownBy(() -> createWithVisibility(sqs.client(), queue.name(), "50"))
                    .isInstanceOf(SqsException.class);
        }
    }

    private static void createWithVisibility(SqsClient sqs, String name, String seconds) {
        sqs.createQueue(
                create -> create.queueName(name).attributes(Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, seconds)));
    }

    @Test
    void a_delay_goes_on_over_a_restart() {
        long sent = System.nanoTime();
        TestQueue queue = inFirstRun(sqs -> {
            TestQueue made = TestQueue.create(sqs, 30);
            made.send(SendMessageRequest.builder().messageBody("later").delaySeconds(4));
            return made;
        });
        try (var sqs = EmbeddedSqs.at(folder.resolve("sqs"), 0)) {
            TestQueue again = queue.through(sqs.client());
            assertThat(again.size()).isEqualTo(1);
            again.receiveOne();

            assertThat(Duration.ofNanos(System.nanoTime() - sent))
                    .isBetween(Duration.ofMillis(3_900), Duration.ofSeconds(15));
        }
    }

    @Test
    void redrive_goes_on_over_a_restart_with_the_receives_before_it() {
        TestQueue[] dead = new TestQueue[1];
        TestQueue queue = inFirstRun(sqs -> {
            dead[0] = TestQueue.create(sqs, 30);
            TestQueue made = TestQueue.redriving(sqs, 0, dead[0], 2);
            made.send("poison");
            made.receiveOne();
            made.receiveOne();
            return made;
        });
        try (var sqs = EmbeddedSqs.at(folder.resolve("sqs"), 0)) {
            assertThat(queue.through(sqs.client()).receiveNow()).isEmpty();
            assertThat(dead[0].through(sqs.client()).receiveOne().body()).isEqualTo("poison");
        }
    }

    @Test
    void dead_letters_outlive_a_restart() {
        TestQueue[] dead = new TestQueue[1];
        inFirstRun(sqs -> {
            dead[0] = TestQueue.create(sqs, 0);
            TestQueue made = TestQueue.redriving(sqs, 0, dead[0], 1);
            made.send("poison");
            made.receiveOne();
            assertThat(made.receiveNow()).isEmpty();
            dead[0].receiveOne();
            return made;
        });
        try (var sqs = EmbeddedSqs.at(folder.resolve("sqs"), 0)) {
            assertThat(dead[0].through(sqs.client()).receiveOne().body()).isEqualTo("poison");
        }
    }

    private TestQueue inFirstRun(Function<SqsClient, TestQueue> run) {
        try (var sqs = EmbeddedSqs.at(folder.resolve("sqs"), 0)) {
            return run.apply(sqs.client());
        }
    }
}
