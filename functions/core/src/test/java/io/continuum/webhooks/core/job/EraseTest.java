package io.continuum.webhooks.core.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.admission.WebhookState;
import io.continuum.webhooks.core.delivery.Attempt;
import io.continuum.webhooks.core.delivery.Delivery;
import io.continuum.webhooks.core.delivery.Status;
import io.continuum.webhooks.core.erasure.Erasure;
import io.continuum.webhooks.core.event.Event;
import io.continuum.webhooks.core.event.EventStore;
import io.continuum.webhooks.core.event.Events;
import io.continuum.webhooks.core.fake.Deliveries;
import io.continuum.webhooks.core.fake.Webhooks;
import io.continuum.webhooks.core.id.WebhookId;
import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.stats.Ending;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EraseTest {
    private final JobWorld world = new JobWorld();
    private final WebhookKey webhook = world.webhook(Webhooks.valid()).key();

    private Event event(String id, String user) {
        return world.event(webhook, Events.valid().id(id).user(user));
    }

    private EventStore.Stored stored(Event event) {
        return world.ports.events().find(event.tenant(), event.id()).orElseThrow();
    }

    private Erasure receipt(Erasure erasure) {
        return world.erasures.find(erasure.key()).orElseThrow();
    }

    private Erasure carriedOut(String user) {
        Erasure erasure = world.erasure.erase(webhook.tenant(), user);
        world.clock.advance(Duration.ofSeconds(1));
        world.tick();
        world.clock.advance(EraseSlice.SETTLED);
        world.tick();
        return receipt(erasure);
    }

    @Test
    void the_payloads_of_one_users_events_leave() {
        Event mine = event("e1", "u1");
        Event other = event("e2", "u2");

        carriedOut("u1");

        assertThat(stored(mine).erased()).isTrue();
        assertThat(stored(other)).isEqualTo(new EventStore.Stored(other, List.of(webhook.webhook())));
    }

    @Test
    void what_is_accepted_after_the_request_stays() {
        Erasure erasure = world.erasure.erase(webhook.tenant(), "u1");
        Event later = world.event(webhook, Events.valid().id("late").user("u1").acceptedAt(erasure.requestedAt()));
        world.clock.advance(Duration.ofMinutes(5));
        world.tick();

        assertThat(stored(later).erased()).isFalse();
    }

    @Test
    void deliveries_that_have_not_ended_end_as_cancelled() {
        Delivery untried = JobWorld.pending(webhook, event("e1", "u1"));
        Delivery failed = Deliveries.failed(JobWorld.pending(webhook, event("e2", "u1")));
        world.ports.log().write(null, failed);
        Delivery parked = Deliveries.parked(JobWorld.pending(webhook, event("e3", "u1")));
        world.ports.waiting().put(parked);

        Erasure receipt = carriedOut("u1");

        assertThat(world.record(untried).status()).isEqualTo(Status.CANCELLED);
        assertThat(world.record(failed).status()).isEqualTo(Status.CANCELLED);
        assertThat(world.record(parked).status()).isEqualTo(Status.CANCELLED);
        assertThat(world.ports.waiting().oldest(webhook, 10)).isEmpty();
        assertThat(receipt.counts()).isEqualTo(new Erasure.Counts(3, 3, 3));
    }

    @Test
    void a_delivery_that_was_being_retried_is_no_longer_counted_as_pending() {
        Delivery failed = Deliveries.failed(JobWorld.pending(webhook, event("e1", "u1")));
        world.ports.log().write(null, failed);
        WebhookState state = world.states.load(webhook).orElseThrow();
        Ending retrying = new Ending(Ending.Effect.STARTED_RETRYING, false, Duration.ZERO, world.now());
        world.states.swap(state, state.with(state.stats().plus(retrying)));

        carriedOut("u1");

        assertThat(world.states.load(webhook).orElseThrow().stats().retrying()).isZero();
    }

    @Test
    void what_has_ended_keeps_its_end_and_loses_what_was_answered() {
        Delivery dead = world.died(JobWorld.pending(webhook, event("e1", "u1")));

        Erasure receipt = carriedOut("u1");

        assertThat(world.record(dead).status()).isEqualTo(Status.DEAD_LETTER);
        assertThat(world.record(dead).log()).extracting(Attempt::responseBody).containsOnly("");
        assertThat(receipt.counts()).isEqualTo(new Erasure.Counts(1, 1, 0));
    }

    @Test
    void an_attempt_that_was_under_way_loses_its_answer_in_the_second_round() {
        Delivery dead = world.died(JobWorld.pending(webhook, event("e1", "u1")));
        Erasure erasure = world.erasure.erase(webhook.tenant(), "u1");
        world.clock.advance(Duration.ofSeconds(1));
        world.tick();
        Delivery before = world.record(dead);
        world.ports.log().write(before, Deliveries.succeeded(dead));
        assertThat(receipt(erasure).completedAt()).isNull();

        world.clock.advance(EraseSlice.SETTLED);
        world.tick();

        assertThat(world.record(dead).status()).isEqualTo(Status.SUCCESS);
        assertThat(world.record(dead).log()).extracting(Attempt::responseBody).containsOnly("");
        assertThat(receipt(erasure).completedAt()).isEqualTo(world.now());
    }

    @Test
    void an_event_that_is_not_fanned_out_goes_to_nobody() {
        Event event = Events.valid()
                .tenant(webhook.tenant().value())
                .id("e1")
                .user("u1")
                .build();
        world.ports.events().accept(event);

        carriedOut("u1");

        assertThat(world.ports.events().note(event, List.of(webhook.webhook()))).isEmpty();
    }

    @Test
    void many_events_are_erased_in_slices_and_counted_once() {
        for (int i = 0; i < 60; i++) {
            event("e" + i, "u1");
        }

        assertThat(carriedOut("u1").counts()).isEqualTo(new Erasure.Counts(60, 60, 60));
        assertThat(world.due()).isEmpty();
    }

    @Test
    void an_event_that_went_to_very_many_is_done_in_parts() {
        List<WebhookId> matches = new ArrayList<>();
        for (int i = 0; i < 2 * EraseSlice.DELIVERIES + 1; i++) {
            matches.add(Webhooks.valid().number(100 + i).build().key().webhook());
        }
        Event event = Events.valid()
                .tenant(webhook.tenant().value())
                .id("e1")
                .user("u1")
                .build();
        world.ports.events().acceptMatched(event, matches);
        event("e2", "u1");
        Erasure erasure = world.erasure.erase(webhook.tenant(), "u1");
        world.clock.advance(Duration.ofSeconds(1));
        EraseJob job = (EraseJob) world.jobs.load(erasure.key()).orElseThrow();

        EraseJob first = world.eraseSlice.next(job);
        EraseJob second = world.eraseSlice.next(first);

        assertThat(first.progress().counts()).isEqualTo(new Erasure.Counts(1, 100, 100));
        assertThat(second.progress().counts()).isEqualTo(new Erasure.Counts(1, 200, 200));
        assertThat(second.progress().begun()).isEqualTo(new EraseJob.Begun(event.id(), 200));
        world.tick();
        world.clock.advance(EraseSlice.SETTLED);
        world.tick();
        assertThat(receipt(erasure).counts()).isEqualTo(new Erasure.Counts(2, 202, 202));
        assertThat(world.due()).isEmpty();
    }

    @Test
    void a_step_that_died_before_it_moved_on_does_no_harm() {
        event("e1", "u1");
        Erasure erasure = world.erasure.erase(webhook.tenant(), "u1");
        world.clock.advance(Duration.ofSeconds(1));
        EraseJob job = (EraseJob) world.jobs.load(erasure.key()).orElseThrow();
        world.eraseSlice.next(job);

        world.tick();
        world.clock.advance(EraseSlice.SETTLED);
        world.tick();

        assertThat(receipt(erasure).counts()).isEqualTo(new Erasure.Counts(1, 1, 1));
    }

    @Test
    void a_user_without_events_gets_a_receipt_too() {
        Erasure receipt = carriedOut("nobody");

        assertThat(receipt.counts()).isEqualTo(Erasure.Counts.NONE);
        assertThat(receipt.completedAt()).isNotNull();
    }
}
