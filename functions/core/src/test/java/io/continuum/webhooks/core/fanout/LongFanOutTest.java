package io.continuum.webhooks.core.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.delivery.DeliveryTask;
import io.continuum.webhooks.core.event.Event;
import io.continuum.webhooks.core.event.EventMessage;
import io.continuum.webhooks.core.event.Events;
import io.continuum.webhooks.core.fake.InMemoryConfiguration;
import io.continuum.webhooks.core.fake.InMemoryDeliveries;
import io.continuum.webhooks.core.fake.InMemoryDeliveryQueue;
import io.continuum.webhooks.core.fake.MutableClock;
import io.continuum.webhooks.core.fake.Webhooks;
import io.continuum.webhooks.core.journal.Metrics;
import io.continuum.webhooks.core.problem.Unavailable;
import io.continuum.webhooks.core.webhook.Webhook;
import io.continuum.webhooks.core.webhook.WebhookStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An event with more matches than one invocation has time for. */
class LongFanOutTest {
    private static final int MATCHES = 250;

    private final MutableClock clock = new MutableClock(Webhooks.EPOCH);
    private final WebhookStore webhooks = new InMemoryConfiguration().webhookStore(clock);
    private final InMemoryDeliveries deliveries = new InMemoryDeliveries(clock, Duration.ofDays(30));
    private final InMemoryDeliveryQueue queue = new InMemoryDeliveryQueue(clock, Duration.ofMinutes(15));
    private final FanOut fanOut = new FanOut(webhooks, deliveries.eventStore(), queue, (_, _, _) -> {}, Metrics.NONE);
    private final List<EventMessage> rests = new ArrayList<>();
    private final Event event = Events.valid()
            .tenant(Webhooks.TENANT.value())
            .acceptedAt(Webhooks.EPOCH)
            .build();
    private boolean eventsQueueDown;

    /** A turn that is over as soon as anybody asks. */
    private final FanOut.Turn shortest = new FanOut.Turn() {
        @Override
        public boolean isOver() {
            return true;
        }

        @Override
        public void goOn(EventMessage rest) {
            if (eventsQueueDown) {
                throw new Unavailable("test");
            }
            rests.add(rest);
        }
    };

    @BeforeEach
    void make_webhooks() {
        for (int i = 0; i < MATCHES; i++) {
            webhooks.create(Webhooks.valid().number(i).events("*").build(), MATCHES);
        }
    }

    private FanOut.Outcome fan(EventMessage message, boolean redelivered) {
        return fanOut.fanOut(List.of(new Intake("m", message, redelivered)), shortest);
    }

    private List<DeliveryTask> tasks() {
        return queue.sent().stream().map(InMemoryDeliveryQueue.Sent::task).toList();
    }

    @Test
    void a_fan_out_without_time_goes_on_where_it_ended_until_every_match_has_its_task_once() {
        assertThat(fan(new EventMessage(event, false, false), false).failed()).isEmpty();
        assertThat(tasks()).hasSize(100);

        while (!rests.isEmpty()) {
            assertThat(fan(rests.removeFirst(), false).failed()).isEmpty();
        }

        assertThat(tasks()).hasSize(MATCHES).noneMatch(DeliveryTask::possibleCopy);
        assertThat(tasks().stream().map(DeliveryTask::key).distinct()).hasSize(MATCHES);
    }

    @Test
    void the_rest_goes_to_those_that_were_noted_whatever_changed_since() {
        fan(new EventMessage(event, false, false), false);
        webhooks.create(Webhooks.valid().number(MATCHES).events("*").build(), MATCHES + 1);
        List<DeliveryTask> first = tasks();
        Webhook gone = webhooks.find(first.getFirst().key().webhook()).orElseThrow();
        webhooks.delete(gone);

        while (!rests.isEmpty()) {
            fan(rests.removeFirst(), false);
        }

        assertThat(tasks().stream().map(DeliveryTask::key).distinct()).hasSize(MATCHES);
    }

    @Test
    void a_rest_that_is_handed_out_again_sends_possible_copies_of_its_own_part_only() {
        fan(new EventMessage(event, false, false), false);
        EventMessage rest = rests.removeFirst();
        fan(rest, false);
        int before = tasks().size();

        fan(rest, true);

        List<DeliveryTask> again = tasks().subList(before, tasks().size());
        assertThat(again).hasSize(100).allMatch(DeliveryTask::possibleCopy);
        assertThat(again)
                .extracting(DeliveryTask::key)
                .isEqualTo(tasks().subList(100, 200).stream()
                        .map(DeliveryTask::key)
                        .toList());
    }

    @Test
    void a_queue_that_does_not_take_the_rest_leaves_the_message_where_it_is() {
        eventsQueueDown = true;

        assertThat(fan(new EventMessage(event, false, false), false).failed()).containsExactly("m");
    }
}
