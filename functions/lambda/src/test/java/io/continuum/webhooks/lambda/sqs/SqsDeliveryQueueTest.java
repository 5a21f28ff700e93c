package io.continuum.webhooks.lambda.sqs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.contract.DeliveryQueueContract;
import io.continuum.webhooks.core.delivery.DeliveryQueue;
import io.continuum.webhooks.core.delivery.DeliveryTask;
import io.continuum.webhooks.core.delivery.TaskJson;
import io.continuum.webhooks.core.event.Events;
import io.continuum.webhooks.core.event.Priority;
import io.continuum.webhooks.core.fake.Deliveries;
import io.continuum.webhooks.core.fake.HandClock;
import io.continuum.webhooks.core.fake.InMemoryDeliveryQueue.Sent;
import io.continuum.webhooks.core.fake.Tasks;
import io.continuum.webhooks.core.id.WebhookKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

class SqsDeliveryQueueTest extends DeliveryQueueContract {
    private static final Duration LONGEST = Duration.ofMinutes(15);

    private final SentMessages sent = new SentMessages();
    private final SqsClient sqs = TestQueues.client(sent);

    @AfterEach
    void close() {
        sqs.close();
    }

    @Override
    protected Harness open(InstantSource clock, Duration longestDelay) {
        return opened(clock, longestDelay);
    }

    private Opened opened(InstantSource clock, Duration longestDelay) {
        Map<Priority, String> urls = new EnumMap<>(Priority.class);
        for (Priority priority : Priority.values()) {
            urls.put(priority, TestQueues.create(sqs));
        }
        return new Opened(sqs, sent, urls, new SqsDeliveryQueue(sqs, urls, longestDelay, clock));
    }

    private record Opened(SqsClient sqs, SentMessages messages, Map<Priority, String> urls, DeliveryQueue queue)
            implements Harness {
        @Override
        public List<Sent> sent(Priority priority) {
            return messages.to(url(priority)).stream()
                    .map(one -> new Sent(task(one.body()), one.delaySeconds()))
                    .toList();
        }

        @Override
        public List<DeliveryTask> receive(Priority priority) {
            return TestQueues.receive(sqs, url(priority)).stream()
                    .map(message -> task(message.body()))
                    .toList();
        }

        String url(Priority priority) {
            return Objects.requireNonNull(urls.get(priority));
        }

        private static DeliveryTask task(String body) {
            return TaskJson.read(body).orElseThrow();
        }
    }

    @Test
    @Tag("T54")
    void no_batch_has_more_messages_or_bytes_than_the_queue_takes() {
        Opened opened = opened(new HandClock(Events.ACCEPTED), LONGEST);
        WebhookKey webhook = Deliveries.freshWebhook();
        String data = "{\"text\":\"" + "é".repeat(100 * 1024) + "\"}";

        opened.queue()
                .sendAll(IntStream.range(0, 25)
                        .mapToObj(i -> Events.valid().id("evt_" + i).data(i < 12 ? data : "{}"))
                        .map(event -> Tasks.to(webhook).event(event).build())
                        .toList());

        assertThat(sent.batches())
                .allSatisfy(batch -> {
                    assertThat(batch.entries()).hasSizeLessThanOrEqualTo(10);
                    assertThat(batch.entries().stream()
                                    .map(SendMessageBatchRequestEntry::messageBody)
                                    .mapToInt(body -> body.getBytes(UTF_8).length)
                                    .sum())
                            .isLessThanOrEqualTo(1024 * 1024);
                })
                .hasSize(4);
    }

    @Test
    void webhooks_are_the_groups_of_a_fair_queue() {
        Opened opened = opened(new HandClock(Events.ACCEPTED), LONGEST);
        DeliveryTask task = Tasks.to(Deliveries.freshWebhook()).build();

        opened.queue().send(task);
        opened.queue().sendAll(List.of(task));

        assertThat(TestQueues.receive(sqs, opened.url(Priority.NORMAL)))
                .extracting(message -> message.attributes().get(MessageSystemAttributeName.MESSAGE_GROUP_ID))
                .containsExactly(
                        task.key().webhook().webhook().toString(),
                        task.key().webhook().webhook().toString());
    }
}
