package io.continuum.webhooks.lambda.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.continuum.webhooks.core.delivery.DeliveryTask;
import io.continuum.webhooks.core.delivery.TaskJson;
import io.continuum.webhooks.core.event.Events;
import io.continuum.webhooks.core.event.Priority;
import io.continuum.webhooks.core.fake.Deliveries;
import io.continuum.webhooks.core.fake.HandClock;
import io.continuum.webhooks.core.fake.Tasks;
import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.problem.Unavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

/** A queue that takes a batch and refuses some of its entries. */
@Tag("T42")
class RefusedEntriesTest {
    /** The third and the seventh. */
    private static final Set<String> REFUSED = Set.of("2", "6");

    private final SqsClient sqs = TestQueues.client();
    private final List<Integer> sizes = new ArrayList<>();

    @AfterEach
    void close() {
        sqs.close();
    }

    @Test
    void what_a_batch_refuses_is_sent_once_more_and_nothing_else_is() {
        Map<Priority, String> urls = queues();
        List<DeliveryTask> tasks = tasks();

        new SqsDeliveryQueue(refusing(1), urls, Duration.ofMinutes(15), new HandClock(Events.ACCEPTED)).sendAll(tasks);

        assertThat(sizes).as("entries of each call").containsExactly(10, 2);
        assertThat(received(urls))
                .extracting(Message::body)
                .containsExactlyInAnyOrderElementsOf(
                        tasks.stream().map(TaskJson::write).toList());
    }

    @Test
    void what_is_refused_again_and_again_is_told_to_the_sender() {
        Map<Priority, String> urls = queues();
        SqsDeliveryQueue queue =
                new SqsDeliveryQueue(refusing(100), urls, Duration.ofMinutes(15), new HandClock(Events.ACCEPTED));

        List<DeliveryTask> tasks = tasks();
        assertThatThrownBy(() -> queue.sendAll(tasks)).isInstanceOf(Unavailable.class);

        assertThat(received(urls)).as("what it took").hasSize(8);
    }

    private Map<Priority, String> queues() {
        Map<Priority, String> urls = new EnumMap<>(Priority.class);
        for (Priority priority : Priority.values()) {
            urls.put(priority, TestQueues.create(sqs));
        }
        return urls;
    }

    private List<Message> received(Map<Priority, String> urls) {
        return TestQueues.receive(sqs, Objects.requireNonNull(urls.get(Priority.NORMAL)));
    }

    private static List<DeliveryTask> tasks() {
        WebhookKey webhook = Deliveries.freshWebhook();
        return IntStream.range(0, 10)
                .mapToObj(i ->
                        Tasks.to(webhook).event(Events.valid().id("evt_" + i)).build())
                .toList();
    }

    /** Returns a client of the real queue that keeps two entries, in that many calls, or the last ones left, from it. */
    private SqsClient refusing(int calls) {
        return new SqsClient() {
            @Override
            public SendMessageBatchResponse sendMessageBatch(SendMessageBatchRequest request) {
                sizes.add(request.entries().size());
                boolean refuses = sizes.size() <= calls;
                boolean small = request.entries().size() <= REFUSED.size();
                List<SendMessageBatchRequestEntry> taken = request.entries().stream()
                        .filter(entry -> !refuses || !(small || REFUSED.contains(entry.id())))
                        .toList();
                List<BatchResultErrorEntry> failed = request.entries().stream()
                        .filter(entry -> !taken.contains(entry))
                        .map(entry -> BatchResultErrorEntry.builder()
                                .id(entry.id())
                                .code("InternalError")
                                .senderFault(false)
                                .build())
                        .toList();
                if (!taken.isEmpty()) {
                    sqs.sendMessageBatch(request.toBuilder().entries(taken).build());
                }
                return SendMessageBatchResponse.builder().failed(failed).build();
            }

            @Override
            public String serviceName() {
                return sqs.serviceName();
            }

            @Override
            public void close() {
                sqs.close();
            }
        };
    }
}
