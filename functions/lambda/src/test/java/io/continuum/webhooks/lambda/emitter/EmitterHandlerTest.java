package io.continuum.webhooks.lambda.emitter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.continuum.webhooks.core.erasure.ErasureList;
import io.continuum.webhooks.core.event.Event;
import io.continuum.webhooks.core.event.EventMessage;
import io.continuum.webhooks.core.event.EventMessages;
import io.continuum.webhooks.core.event.Events;
import io.continuum.webhooks.core.event.ReceiveEvent;
import io.continuum.webhooks.core.event.type.TypeRules;
import io.continuum.webhooks.core.fake.InMemoryConfiguration;
import io.continuum.webhooks.core.fake.InMemoryDeliveries;
import io.continuum.webhooks.core.fake.InMemoryDeliveryQueue;
import io.continuum.webhooks.core.fake.InMemoryErasures;
import io.continuum.webhooks.core.fake.InMemoryEventTypeStore;
import io.continuum.webhooks.core.fake.MutableClock;
import io.continuum.webhooks.core.fake.Webhooks;
import io.continuum.webhooks.core.fanout.FanOut;
import io.continuum.webhooks.core.fanout.SkipErased;
import io.continuum.webhooks.core.journal.Metrics;
import io.continuum.webhooks.core.webhook.WebhookStore;
import io.continuum.webhooks.lambda.api.TestContext;
import io.continuum.webhooks.lambda.schema.NetworkntSchemaCheck;
import io.continuum.webhooks.lambda.schema.PackedLibrary;
import io.continuum.webhooks.lambda.sqs.SqsPoisonQueue;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;

/** An invocation of the emitter by the time that it has. */
class EmitterHandlerTest {
    private static final int MATCHES = 250;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final MutableClock clock = new MutableClock(Webhooks.EPOCH);
    private final InMemoryConfiguration configuration = new InMemoryConfiguration();
    private final WebhookStore webhooks = configuration.webhookStore(clock);
    private final InMemoryDeliveries deliveries = new InMemoryDeliveries(clock, Duration.ofDays(30));
    private final InMemoryDeliveryQueue queue = new InMemoryDeliveryQueue(clock, Duration.ofMinutes(15));
    private final List<EventMessage> rests = new ArrayList<>();
    private final List<SendMessageRequest> kept = new ArrayList<>();

    @BeforeEach
    void make_webhooks() {
        for (int i = 0; i < MATCHES; i++) {
            webhooks.create(Webhooks.valid().number(i).events("*").build(), MATCHES);
        }
    }

    private EmitterHandler handler() {
        TypeRules rules = new TypeRules(
                new InMemoryEventTypeStore(), new PackedLibrary(), new NetworkntSchemaCheck(), (_, _, _) -> {});
        ErasureList erasures = new ErasureList(new InMemoryErasures(clock, Duration.ofDays(30)), clock);
        return new EmitterHandler(
                new ReceiveEvent(deliveries.eventStore(), rules),
                new SkipErased(deliveries.eventStore(), deliveries.payloads(), erasures),
                new FanOut(webhooks, deliveries.eventStore(), queue, (_, _, _) -> {}, Metrics.NONE),
                new EmitterHandler.Queues(new SqsPoisonQueue(keeping(), "https://sqs.example/infra"), rests::add),
                Metrics.NONE);
    }

    private SqsClient keeping() {
        return new SqsClient() {
            @Override
            public SendMessageResponse sendMessage(SendMessageRequest request) {
                kept.add(request);
                return SendMessageResponse.builder().messageId("m").build();
            }

            @Override
            public String serviceName() {
                return "sqs";
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        };
    }

    private static Event event(String id) {
        return Events.valid()
                .tenant(Webhooks.TENANT.value())
                .acceptedAt(Webhooks.EPOCH)
                .id(id)
                .build();
    }

    private static EventMessage first(String id) {
        return new EventMessage(event(id), false, false);
    }

    /** Invokes with a batch in which each message is called like its event; returns those that stay in the queue. */
    private List<String> invoke(TestContext context, EventMessage... batch) throws IOException {
        ObjectNode in = JSON.createObjectNode();
        ArrayNode records = in.putArray("Records");
        for (EventMessage message : batch) {
            ObjectNode record = records.addObject();
            record.put("messageId", message.event().id().value());
            record.put("body", EventMessages.write(message));
            record.put("eventSourceARN", "arn:aws:sqs:eu-central-1:123456789012:events");
            record.putObject("attributes").put("ApproximateReceiveCount", "1").put("SentTimestamp", "0");
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        handler().handleRequest(new ByteArrayInputStream(JSON.writeValueAsBytes(in)), out, context);
        List<String> failed = new ArrayList<>();
        for (JsonNode one : JSON.readTree(out.toByteArray()).path("batchItemFailures")) {
            failed.add(one.path("itemIdentifier").asText());
        }
        return failed;
    }

    @Test
    void with_time_every_event_of_a_batch_is_fanned_out_whole() throws IOException {
        assertThat(invoke(TestContext.runningOut(60_000, 1_000), first("evt-1"), first("evt-2")))
                .isEmpty();

        assertThat(queue.sent()).hasSize(2 * MATCHES);
        assertThat(rests).isEmpty();
    }

    @Test
    void with_less_than_ten_seconds_left_each_event_gets_a_hundred_tasks_and_goes_on_elsewhere() throws IOException {
        assertThat(invoke(TestContext.runningOut(9_999, 0), first("evt-1"), first("evt-2")))
                .isEmpty();

        assertThat(queue.sent()).hasSize(200);
        assertThat(rests).extracting(EventMessage::from).containsExactly(100, 100);
        assertThat(rests).allMatch(EventMessage::possibleCopy);
    }

    @Test
    void events_that_no_time_is_left_to_begin_come_back() throws IOException {
        // Asked after the first hundred of the first event, and before each of the others: 8 s, 4 s, 0 s.
        assertThat(invoke(TestContext.runningOut(8_000, 4_000), first("evt-1"), first("evt-2"), first("evt-3")))
                .containsExactly("evt-2", "evt-3");

        assertThat(queue.sent()).hasSize(100);
        assertThat(rests).singleElement().extracting(EventMessage::from).isEqualTo(100);
    }

    @Test
    void an_event_that_came_back_is_fanned_out_by_the_next_invocation() throws IOException {
        invoke(TestContext.runningOut(0, 0), first("evt-1"), first("evt-2"));

        assertThat(invoke(TestContext.runningOut(60_000, 0), first("evt-2"))).isEmpty();

        assertThat(queue.sent()).hasSize(100 + MATCHES);
    }

    @Test
    void what_is_left_of_an_event_that_the_store_does_not_know_is_kept_with_the_reason() throws IOException {
        EventMessage lost = EventMessage.rest(event("evt-gone"), 100);

        assertThat(invoke(TestContext.runningOut(60_000, 0), lost)).isEmpty();

        assertThat(queue.sent()).isEmpty();
        assertThat(kept).singleElement().satisfies(message -> {
            assertThat(message.messageBody()).isEqualTo(EventMessages.write(lost));
            assertThat(Objects.requireNonNull(message.messageAttributes().get("reason"))
                            .stringValue())
                    .contains("does not know who is to get the event");
        });
    }
}
