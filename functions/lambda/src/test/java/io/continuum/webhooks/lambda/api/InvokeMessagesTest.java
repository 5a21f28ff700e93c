package io.continuum.webhooks.lambda.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import io.continuum.webhooks.core.delivery.Attempt;
import io.continuum.webhooks.core.delivery.Delivery;
import io.continuum.webhooks.core.delivery.DeliveryTask;
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
import io.continuum.webhooks.core.id.DeliveryKey;
import io.continuum.webhooks.core.id.EventId;
import io.continuum.webhooks.core.problem.Result;
import io.continuum.webhooks.core.webhook.Webhook;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files for {@code sam local invoke} of the functions behind queues and the schedule: each does what its name says. */
class InvokeMessagesTest {
    private static final String WEBHOOK = "wh_01kbsn33w0k4bgzerr6hvt6pmm";

    private static final String OTHER_WEBHOOK = "wh_01kbsn33w0k4bgzerr6hvt6pmn";

    static final List<String> BATCHES = List.of(
            "emitter-sqs-own-message.json",
            "emitter-sqs-producer.json",
            "emitter-sqs-eventbridge.json",
            "emitter-sqs-sns.json",
            "emitter-sqs-sns-raw.json",
            "emitter-sqs-canary.json",
            "emitter-sqs-poison.json",
            "delivery-sqs-tasks.json",
            "delivery-sqs-retry.json",
            "delivery-sqs-poison.json");

    static final String SCHEDULED = "maintenance-scheduled.json";

    private final InvokeWorld world = new InvokeWorld("acme", WEBHOOK);

    @ParameterizedTest
    @MethodSource("batches")
    void the_batches_are_events_as_lambda_reads_them(String file) throws IOException {
        SQSEvent event = InvokeWorld.read(SQSEvent.class, file);

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
        SQSEvent.SQSMessage second = InvokeWorld.read(SQSEvent.class, "emitter-sqs-producer.json")
                .getRecords()
                .getLast();
        Instant at = Instant.ofEpochMilli(Long.parseLong(second.getAttributes().get("SentTimestamp")));
        assertThat(world.api.events.find(EventMessages.DEFAULT_TENANT, EventId.derived(at, second.getMessageId())))
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
        String[] parts = fileAndId.split(" ", 2);

        assertThat(world.emit(parts[0])).isEmpty();

        assertThat(world.api.tasks).singleElement().satisfies(task -> {
            assertThat(task.event().id()).isEqualTo(new EventId(parts[1]));
            assertThat(task.event().data().node().path("memory_id").textValue()).isEqualTo("mem_abc123");
        });
        assertThat(world.rejected.messages).isEmpty();
    }

    @Test
    void the_canarys_message_is_an_event_of_the_default_tenant() throws IOException {
        assertThat(world.emit("emitter-sqs-canary.json")).isEmpty();

        SQSEvent.SQSMessage message = InvokeWorld.read(SQSEvent.class, "emitter-sqs-canary.json")
                .getRecords()
                .getFirst();
        Instant at = Instant.ofEpochMilli(Long.parseLong(message.getAttributes().get("SentTimestamp")));
        assertThat(world.api.events.find(EventMessages.DEFAULT_TENANT, EventId.derived(at, message.getMessageId())))
                .flatMap(EventStore.Stored::whole)
                .map(Event::type)
                .hasValueSatisfying(type -> assertThat(type.name()).isEqualTo("custom.canary"));
        assertThat(world.rejected.messages).isEmpty();
    }

    @Test
    @Tag("T52")
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

        List<DeliveryKey> keys =
                tasks("delivery-sqs-tasks.json").stream().map(DeliveryTask::key).toList();
        assertThat(world.sent)
                .extracting(InvokeMessagesTest::deliveryId)
                .containsExactlyInAnyOrderElementsOf(
                        keys.stream().map(key -> key.delivery().value()).toList());
        assertThat(world.api.log.find(keys).values())
                .hasSize(2)
                .allSatisfy(record -> assertThat(record.status()).isEqualTo(Status.SUCCESS));
    }

    @Test
    void tasks_of_a_webhook_that_is_not_there_end_without_a_request() throws IOException {
        InvokeWorld other = new InvokeWorld("acme", OTHER_WEBHOOK);

        assertThat(other.deliver("delivery-sqs-tasks.json")).isEmpty();

        assertThat(other.sent).isEmpty();
        assertThat(other.rejected.messages).isEmpty();
    }

    @Test
    void tasks_go_to_the_webhook_whose_id_is_put_in() throws IOException {
        InvokeWorld other = new InvokeWorld("acme", OTHER_WEBHOOK);

        assertThat(other.deliverChanged("delivery-sqs-tasks.json", WEBHOOK, OTHER_WEBHOOK))
                .isEmpty();

        assertThat(other.sent).hasSize(2);
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
        Attempt first = InvokeWorld.attempt(503).retriedAt(task.due());
        world.api.log.write(null, Delivery.untried(task.key(), event).attempted(first, Status.FAILED, null));

        assertThat(world.deliver("delivery-sqs-retry.json")).isEmpty();

        assertThat(world.sent)
                .singleElement()
                .satisfies(post -> assertThat(new String(post.body(), StandardCharsets.UTF_8))
                        .contains("sync_42"));
        assertThat(Objects.requireNonNull(
                                world.api.log.find(List.of(task.key())).get(task.key()))
                        .attempts())
                .isEqualTo(2);
    }

    @Test
    @Tag("T52")
    void what_is_no_task_is_kept_with_its_reason_and_the_rest_goes_on() throws IOException {
        assertThat(world.deliver("delivery-sqs-poison.json")).isEmpty();

        assertThat(world.sent).hasSize(1);
        assertThat(world.rejected.reasons()).containsExactly("not a delivery task of a known version");
    }

    @Test
    void the_files_do_not_grow_too_old() throws IOException {
        world.api.now.set(ApiWorld.NOON.plus(Duration.ofDays(3650)));

        assertThat(world.emit("emitter-sqs-producer.json")).isEmpty();
        assertThat(world.deliver("delivery-sqs-tasks.json")).isEmpty();

        assertThat(world.api.tasks).hasSize(1);
        assertThat(world.sent).hasSize(2);
    }

    @Test
    void the_minutes_work_is_done_on_schedule() throws IOException {
        ScheduledEvent event = InvokeWorld.read(ScheduledEvent.class, SCHEDULED);
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

    private static Stream<String> batches() {
        return BATCHES.stream();
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
        return InvokeWorld.read(SQSEvent.class, file).getRecords().stream()
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
}
