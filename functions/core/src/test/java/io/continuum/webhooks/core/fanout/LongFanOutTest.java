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
import java.util.stream.IntStream;
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
    private boolean mayBegin = true;

    /** A turn that is over as soon as anybody asks. */
    private final FanOut.Turn shortest = new FanOut.Turn() {
        @Override
        public boolean isOver() {
            return true;
        }

        @Override
        public boolean mayBegin() {
            return mayBegin;
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

        assertThat(tasks()).hasSize(MATCHES);
        assertThat(tasks().subList(0, 100)).noneMatch(DeliveryTask::possibleCopy);
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
    void a_process_that_dies_behind_its_rest_leaves_two_chains_of_possible_copies() {
        fan(new EventMessage(event, false, false), false);
        EventMessage first = rests.removeFirst();

        // It died before its message was acknowledged: the message comes back, and begins from the start.
        fan(new EventMessage(event, false, false), true);
        while (!rests.isEmpty()) {
            fan(rests.removeFirst(), false);
        }
        rests.add(first);
        while (!rests.isEmpty()) {
            fan(rests.removeFirst(), false);
        }

        assertThat(tasks()).hasSize(2 * MATCHES);
        assertThat(tasks().subList(100, 2 * MATCHES)).allMatch(DeliveryTask::possibleCopy);
    }

    @Test
    void a_rest_of_an_event_that_is_not_in_the_store_is_rejected_with_the_reason() {
        FanOut.Outcome outcome = fan(EventMessage.rest(event, 100), false);

        assertThat(outcome.rejected()).containsOnlyKeys("m");
        assertThat(outcome.rejected().get("m")).contains("behind the first 100");
        assertThat(tasks()).isEmpty();
    }

    @Test
    void a_rest_of_an_event_without_noted_matches_is_rejected() {
        deliveries.eventStore().accept(event);

        assertThat(fan(EventMessage.rest(event, 100), false).rejected()).containsOnlyKeys("m");
    }

    @Test
    void a_rest_behind_more_matches_than_are_noted_is_rejected() {
        deliveries.eventStore().acceptMatched(event, List.of());

        assertThat(fan(EventMessage.rest(event, 100), false).rejected()).containsOnlyKeys("m");
    }

    @Test
    void a_rest_of_an_erased_event_ends_quietly() {
        fan(new EventMessage(event, false, false), false);
        deliveries.payloads().erase(event.tenant(), event.id());

        FanOut.Outcome outcome = fan(rests.removeFirst(), false);

        assertThat(outcome.rejected()).isEmpty();
        assertThat(outcome.failed()).isEmpty();
        assertThat(tasks()).hasSize(100);
    }

    @Test
    void without_time_for_another_event_the_first_one_comes_on_and_the_others_stay_in_their_queue() {
        mayBegin = false;
        List<Intake> batch = IntStream.range(0, 3)
                .mapToObj(i -> new EventMessage(
                        Events.valid()
                                .tenant(Webhooks.TENANT.value())
                                .id("evt-" + i)
                                .build(),
                        false,
                        false))
                .map(message -> new Intake(message.event().id().value(), message, false))
                .toList();

        FanOut.Outcome outcome = fanOut.fanOut(batch, shortest);

        assertThat(outcome.failed()).containsExactly("evt-1", "evt-2");
        assertThat(tasks()).hasSize(100);
        assertThat(rests)
                .singleElement()
                .extracting(rest -> rest.event().id().value())
                .isEqualTo("evt-0");
    }

    @Test
    void a_queue_that_does_not_take_the_rest_leaves_the_message_where_it_is() {
        eventsQueueDown = true;

        assertThat(fan(new EventMessage(event, false, false), false).failed()).containsExactly("m");
    }
}
