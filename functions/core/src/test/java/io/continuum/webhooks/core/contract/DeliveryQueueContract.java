package io.continuum.webhooks.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.admission.WaitReason;
import io.continuum.webhooks.core.delivery.DeliveryQueue;
import io.continuum.webhooks.core.delivery.DeliveryTask;
import io.continuum.webhooks.core.event.Events;
import io.continuum.webhooks.core.event.Priority;
import io.continuum.webhooks.core.fake.Deliveries;
import io.continuum.webhooks.core.fake.HandClock;
import io.continuum.webhooks.core.fake.InMemoryDeliveryQueue.Sent;
import io.continuum.webhooks.core.fake.Tasks;
import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.json.CanonicalJson;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link DeliveryQueue} does. */
public abstract class DeliveryQueueContract {
    private static final Instant NOW = Events.ACCEPTED;
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final int BIG = 200 * 1024;

    private final WebhookKey webhook = Deliveries.freshWebhook();
    private Harness harness;

    /** Queues that nobody else uses, and how to look into them. */
    public interface Harness {
        DeliveryQueue queue();

        /** Returns what was sent to a priority's queue, with its delay, in any order. */
        List<Sent> sent(Priority priority);

        /** Takes what a consumer of a priority's queue gets now, in any order. */
        List<DeliveryTask> receive(Priority priority);
    }

    /** Returns queues that read that clock only and delay no message by more than {@code longestDelay}. */
    protected abstract Harness open(InstantSource clock, Duration longestDelay);

    @BeforeEach
    void open() {
        harness = open(new HandClock(NOW), LONGEST);
    }

    @Test
    void a_task_whose_time_has_come_is_not_delayed() {
        DeliveryTask task = task(NOW);

        harness.queue().send(task);

        assertThat(harness.sent(Priority.NORMAL)).containsExactly(new Sent(task, 0));
        assertThat(harness.receive(Priority.NORMAL)).containsExactly(task);
    }

    @Test
    void a_task_whose_time_is_over_is_not_delayed() {
        assertThat(delayUntil(NOW.minusSeconds(86_400))).isZero();
    }

    @Test
    void a_delayed_task_is_not_handed_out_before() {
        harness.queue().send(task(NOW.plusSeconds(200)));
        harness.queue().sendAll(List.of(task(NOW.plusSeconds(200))));

        assertThat(harness.receive(Priority.NORMAL)).isEmpty();
        assertThat(harness.sent(Priority.NORMAL)).extracting(Sent::delaySeconds).containsExactly(200, 200);
    }

    @Test
    void a_task_is_delayed_by_whole_seconds_never_too_few() {
        assertThat(delayUntil(NOW.plusNanos(1))).isEqualTo(1);
        assertThat(delayUntil(NOW.plusSeconds(1))).isEqualTo(1);
        assertThat(delayUntil(NOW.plusMillis(1_001))).isEqualTo(2);
    }

    @Test
    void no_delay_is_longer_than_the_longest() {
        assertThat(delayUntil(NOW.plus(LONGEST).minusSeconds(1))).isEqualTo(299);
        assertThat(delayUntil(NOW.plus(LONGEST))).isEqualTo(300);
        assertThat(delayUntil(NOW.plus(LONGEST).plusNanos(1))).isEqualTo(300);
        assertThat(delayUntil(NOW.plus(Duration.ofDays(3)))).isEqualTo(300);
    }

    @Test
    void tasks_sent_together_keep_their_own_delays() {
        DeliveryTask now = task(NOW);
        DeliveryTask later = task(NOW.plusSeconds(7));
        DeliveryTask muchLater = task(NOW.plus(Duration.ofDays(3)));

        harness.queue().sendAll(List.of(now, later, muchLater));

        assertThat(harness.sent(Priority.NORMAL))
                .containsExactlyInAnyOrder(new Sent(now, 0), new Sent(later, 7), new Sent(muchLater, 300));
    }

    @Test
    void each_priority_has_its_own_queue() {
        List<DeliveryTask> tasks = new ArrayList<>();
        for (Priority priority : Priority.values()) {
            tasks.add(Tasks.to(webhook).event(Events.valid().priority(priority)).build());
        }

        harness.queue().sendAll(tasks);
        tasks.forEach(harness.queue()::send);

        for (DeliveryTask task : tasks) {
            assertThat(harness.receive(task.event().priority())).containsExactly(task, task);
        }
    }

    @Test
    void many_big_tasks_sent_together_all_arrive() {
        List<DeliveryTask> tasks = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            String data = "{\"text\":\"" + "x".repeat(BIG) + "\"}";
            tasks.add(Tasks.to(webhook)
                    .event(Events.valid().id("evt_" + i).data(data))
                    .build());
        }

        harness.queue().sendAll(tasks);

        assertThat(harness.receive(Priority.NORMAL)).containsExactlyInAnyOrderElementsOf(tasks);
    }

    @Test
    void many_small_tasks_sent_together_all_arrive() {
        List<DeliveryTask> tasks = new ArrayList<>();
        for (int i = 0; i < 101; i++) {
            tasks.add(Tasks.to(webhook).event(Events.valid().id("evt_" + i)).build());
        }

        harness.queue().sendAll(tasks);
        harness.queue().sendAll(List.of());

        assertThat(harness.receive(Priority.NORMAL)).containsExactlyInAnyOrderElementsOf(tasks);
    }

    @Test
    void every_field_of_a_task_arrives() {
        DeliveryTask plain = Tasks.to(webhook).event(full()).build();
        List<DeliveryTask> tasks = new ArrayList<>();
        for (WaitReason reason : WaitReason.values()) {
            tasks.add(new DeliveryTask(
                    plain.key(), 7, NOW.minusNanos(1), NOW, plain.event(), false, true, true, 3, reason));
        }
        tasks.add(plain);

        harness.queue().sendAll(tasks);

        assertThat(harness.receive(Priority.NORMAL)).containsExactlyInAnyOrderElementsOf(tasks);
    }

    @Test
    void a_pointer_arrives_without_the_data() {
        DeliveryTask pointer = Tasks.to(webhook).event(full()).build().pointing();
        var noData = CanonicalJson.object().build();

        harness.queue().send(pointer);

        assertThat(harness.receive(Priority.NORMAL))
                .containsExactly(
                        DeliveryTask.first(pointer.key(), pointer.event().with(noData), pointer.due(), false)
                                .pointing());
    }

    private int delayUntil(Instant notBefore) {
        Harness fresh = open(new HandClock(NOW), LONGEST);
        fresh.queue().send(task(notBefore));
        return fresh.sent(Priority.NORMAL).getFirst().delaySeconds();
    }

    private DeliveryTask task(Instant notBefore) {
        return Tasks.to(webhook).notBefore(notBefore).build();
    }

    private static Events full() {
        return Events.valid()
                .type("memory_added")
                .data("{\"text\": \"\\u0000 \\ud83d\\ude00 < & é\", \"n\": 9007199254740993}")
                .user("user \ud83d\ude00")
                .request("req_1")
                .withoutTimestamp()
                .test();
    }
}
