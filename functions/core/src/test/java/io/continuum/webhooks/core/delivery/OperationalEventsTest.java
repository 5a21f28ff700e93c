package io.continuum.webhooks.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.continuum.webhooks.core.breaker.Breaker;
import io.continuum.webhooks.core.event.Event;
import io.continuum.webhooks.core.fake.Webhooks;
import io.continuum.webhooks.core.maintenance.Release;
import io.continuum.webhooks.core.problem.Unavailable;
import io.continuum.webhooks.core.stats.Stats;
import io.continuum.webhooks.core.webhook.Webhook;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What tenants are told about their deliveries and webhooks: spec.md §3. */
class OperationalEventsTest {
    private final DeliveryWorld world =
            new DeliveryWorld(Webhooks.valid().uid("crm").name("CRM").build());

    @Test
    void a_success_sends_nothing() {
        world.deliver(world.task(1));
        assertThat(world.reports).isEmpty();
    }

    @Test
    void a_dead_letter_is_reported_with_everything_but_its_payload() {
        DeliveryTask last = dead(500);
        assertThat(world.reported()).containsExactly("delivery.exhausted");
        Event report = world.reports.getFirst();
        assertThat(report.tenant()).isEqualTo(world.webhook.key().tenant());
        JsonNode data = report.data().node();
        assertThat(data.path("webhook_id").asText())
                .isEqualTo(world.webhook.key().webhook().toString());
        assertThat(data.path("delivery_id").asText())
                .isEqualTo(last.key().delivery().toString());
        assertThat(data.path("event_id").asText()).isEqualTo("evt_1");
        assertThat(data.path("event").asText()).isEqualTo("memory.created");
        assertThat(data.path("reason").asText()).isEqualTo("exhausted");
        assertThat(data.path("attempts").asInt()).isEqualTo(6);
        assertThat(data.path("last_error").asText()).isEqualTo("HTTP 500");
        assertThat(data.path("last_response_code").asInt()).isEqualTo(500);
        assertThat(data.path("created_at").asText()).isEqualTo("2026-11-23T10:00:00Z");
        assertThat(data.has("data")).isFalse();
    }

    @Test
    void a_dead_letter_is_reported_before_its_message_goes_and_by_one_id() {
        world.eventsQueueDown = true;
        DeliveryTask last = world.task(1).next(6, world.clock.instant(), world.clock.instant());
        world.receiver = _ -> DeliveryWorld.answered(500);
        assertThat(world.deliver(last)).as("the message stays").containsExactly("m0");
        world.eventsQueueDown = false;
        assertThat(world.redeliver(last)).isEmpty();
        assertThat(world.redeliver(last)).isEmpty();
        assertThat(world.reports).hasSize(2);
        assertThat(world.reports.get(0).id()).isEqualTo(world.reports.get(1).id());
        assertThat(world.sent).hasSize(1);
        assertThat(world.state().stats().failed()).as("counted once").isEqualTo(1);
    }

    @Test
    void the_end_of_a_report_is_not_reported() {
        DeliveryTask last = world.task(1, "delivery.exhausted").next(6, world.clock.instant(), world.clock.instant());
        world.receiver = _ -> DeliveryWorld.answered(500);
        world.deliver(last);
        assertThat(world.record(last).status()).isEqualTo(Status.DEAD_LETTER);
        assertThat(world.deadLetters).hasSize(1);
        assertThat(world.reports).isEmpty();
    }

    @Test
    void disabling_is_reported_with_its_reason_and_without_the_url() {
        world.receiver = _ -> DeliveryWorld.answered(410);
        world.deliver(world.task(1));
        Event report = world.reports.getFirst();
        JsonNode data = report.data().node();
        assertThat(data.path("webhook_id").asText())
                .isEqualTo(world.webhook.key().webhook().toString());
        assertThat(data.path("uid").asText()).isEqualTo("crm");
        assertThat(data.path("name").asText()).isEqualTo("CRM");
        assertThat(data.path("reason").asText()).isEqualTo("gone");
        assertThat(data.path("disabled_at").asText()).isEqualTo("2026-11-23T10:00:00Z");
        assertThat(data.path("failing_since").isNull()).isTrue();
        assertThat(report.data().text()).doesNotContain("receiver.example");
    }

    @Test
    void disabling_it_again_after_it_was_enabled_is_another_event() {
        world.receiver = _ -> DeliveryWorld.answered(410);
        world.deliver(world.task(1));
        world.enable();
        world.deliver(world.task(2));
        assertThat(world.reported()).containsExactly("webhook.disabled", "webhook.disabled");
        assertThat(world.reports.get(0).id()).isNotEqualTo(world.reports.get(1).id());
    }

    @Test
    void an_opening_breaker_is_reported_once_for_a_run_of_openings() {
        world.receiver = _ -> DeliveryWorld.answered(500);
        world.deliver(IntStream.range(0, 5).mapToObj(world::task).toArray(DeliveryTask[]::new));
        assertThat(world.reported()).containsExactly("breaker.opened");
        JsonNode data = world.reports.getFirst().data().node();
        assertThat(data.path("failures").asInt()).isEqualTo(5);
        assertThat(data.path("opened_at").asText()).isEqualTo("2026-11-23T10:00:00Z");
        assertThat(data.path("until").asText()).isEqualTo("2026-11-23T10:05:00Z");
        assertThat(data.path("openings").asInt()).isEqualTo(1);
        world.clock.advance(Duration.ofMinutes(6));
        world.deliver(world.task(7));
        assertThat(world.state().breaker()).isInstanceOf(Breaker.Open.class);
        assertThat(world.reports).as("a probe that fails is no news").hasSize(1);
    }

    @Test
    void a_breaker_that_only_reports_opened_is_not_reported() {
        world.receiver = _ -> DeliveryWorld.answered(500);
        world.deliver(IntStream.range(0, 5)
                .mapToObj(i -> world.task(i, "breaker.opened"))
                .toArray(DeliveryTask[]::new));
        assertThat(world.state().breaker()).isInstanceOf(Breaker.Open.class);
        assertThat(world.reports).isEmpty();
    }

    @Test
    void an_opening_breaker_that_cannot_be_reported_holds_nothing_up() {
        world.receiver = _ -> DeliveryWorld.answered(500);
        world.eventsQueueDown = true;
        assertThat(world.deliver(IntStream.range(0, 5).mapToObj(world::task).toArray(DeliveryTask[]::new)))
                .isEmpty();
        assertThat(world.state().breaker()).isInstanceOf(Breaker.Open.class);
        assertThat(world.journal).contains("WARNING breaker.unreported");
    }

    @Test
    void what_expires_in_the_waiting_room_is_counted_journaled_copied_and_reported_once() {
        DeliveryTask retried = heldAfterAFailure();
        DeliveryTask never = world.task(2);
        world.deliver(never);
        Stats before = world.state().stats();
        assertThat(before.retrying()).isEqualTo(1);

        world.clock.advance(Duration.ofDays(4));
        Release release = new Release(world.ports(), DeliveryWorld.rules(), world.clock);
        release.step(world.webhook.key(), world.clock.instant().plusSeconds(30));
        release.step(world.webhook.key(), world.clock.instant().plusSeconds(30));

        assertThat(world.record(retried).reason()).isEqualTo(Reason.EXPIRED);
        assertThat(world.record(never).reason()).isEqualTo(Reason.EXPIRED);
        assertThat(world.deadLetters).hasSize(2);
        assertThat(world.reported()).containsExactly("webhook.disabled", "delivery.exhausted", "delivery.exhausted");
        assertThat(world.journal).filteredOn("ERROR delivery.given_up"::equals).hasSize(2);
        Stats after = world.state().stats();
        assertThat(after.failed()).isEqualTo(2);
        assertThat(after.retrying()).isZero();
        assertThat(after.lastFailureAt()).as("no attempt was made").isEqualTo(before.lastFailureAt());
        assertThat(after.streak()).isEqualTo(before.streak());
        assertThat(world.state().wake().at()).isNull();
    }

    @Test
    void an_expiry_that_could_not_be_reported_is_reported_by_the_next_step_and_counted_once() {
        heldAfterAFailure();
        world.clock.advance(Duration.ofDays(4));
        world.eventsQueueDown = true;
        Release release = new Release(world.ports(), DeliveryWorld.rules(), world.clock);
        assertThat(step(release)).isFalse();
        world.eventsQueueDown = false;
        assertThat(step(release)).isTrue();
        assertThat(world.reported()).containsExactly("webhook.disabled", "delivery.exhausted");
        assertThat(world.state().stats().failed()).isEqualTo(1);
    }

    @Test
    void what_expires_in_the_delivery_function_is_journaled_and_judges_nobody() {
        DeliveryTask late = world.task(1).next(1, DeliveryWorld.NOW.minus(Duration.ofDays(4)), DeliveryWorld.NOW);
        world.receiver = _ -> DeliveryWorld.answered(500);
        world.deliver(IntStream.range(2, 7).mapToObj(world::task).toArray(DeliveryTask[]::new));
        Stats before = world.state().stats();
        world.deliver(late);
        assertThat(world.record(late).reason()).isEqualTo(Reason.EXPIRED);
        assertThat(world.reported()).containsExactly("breaker.opened", "delivery.exhausted");
        assertThat(world.journal).contains("ERROR delivery.given_up");
        assertThat(world.state().stats().failed()).isEqualTo(1);
        assertThat(world.state().stats().streak()).isEqualTo(before.streak());
    }

    @Test
    void what_cannot_be_signed_is_a_dead_letter_and_leaves_the_breaker_alone() {
        world.loseSecret();
        DeliveryTask[] tasks = IntStream.range(0, 6).mapToObj(world::task).toArray(DeliveryTask[]::new);
        assertThat(world.deliver(tasks)).isEmpty();
        assertThat(world.record(tasks[0]).reason()).isEqualTo(Reason.SIGNING_ERROR);
        assertThat(world.deadLetters).hasSize(6);
        assertThat(world.state().breaker()).isEqualTo(Breaker.closed());
        assertThat(world.state().stats().failed()).isEqualTo(6);
        assertThat(world.state().stats().failingSince()).isNull();
        assertThat(world.reported()).hasSize(6).containsOnly("delivery.exhausted");
    }

    @Test
    void a_probe_that_cannot_be_signed_gives_its_right_back() {
        world.receiver = _ -> DeliveryWorld.answered(500);
        world.deliver(IntStream.range(0, 5).mapToObj(world::task).toArray(DeliveryTask[]::new));
        world.clock.advance(Duration.ofMinutes(6));
        // Another version of the secret, so that it is read anew.
        Webhook before = world.current();
        Webhook rotated = new Webhook(
                before.key(),
                before.version() + 1,
                before.uid(),
                before.settings(),
                true,
                null,
                new Webhook.SecretRef("rotated", "wxyz", List.of()),
                before.createdAt(),
                world.clock.instant());
        world.webhooks.update(before, rotated, false);
        world.loseSecret();
        world.deliver(world.task(7));
        assertThat(world.state().breaker()).isInstanceOfSatisfying(Breaker.Open.class, open -> {
            assertThat(open.openings()).isEqualTo(1);
            assertThat(open.until()).isEqualTo(world.clock.instant());
        });
    }

    @Test
    void a_retry_by_hand_that_cannot_be_signed_leaves_what_was_final() {
        DeliveryTask task = world.task(1);
        world.deliver(task);
        DeliveryWorld blind = new DeliveryWorld();
        DeliveryTask last = blind.task(1);
        blind.ports().log().write(null, world.record(task));
        blind.loseSecret();
        blind.deliver(DeliveryTask.byHand(last.key(), 2, last.event(), blind.clock.instant()));
        assertThat(blind.record(last).status()).isEqualTo(Status.SUCCESS);
        assertThat(blind.record(last).attempts()).isEqualTo(2);
        assertThat(blind.deadLetters).isEmpty();
    }

    @Test
    void a_retry_by_hand_that_waited_too_long_leaves_what_was_final() {
        DeliveryTask last = dead(500);
        Delivery before = world.record(last);
        Webhook now = world.current();
        world.webhooks.update(now, now.changed(now.settings(), false, now.uid(), world.clock.instant()), false);
        world.clock.advance(Duration.ofDays(4));
        DeliveryTask byHand = DeliveryTask.byHand(last.key(), 7, last.event(), DeliveryWorld.NOW);
        assertThat(world.deliver(byHand)).isEmpty();
        assertThat(world.record(last)).isEqualTo(before);
        assertThat(world.deadLetters).hasSize(1);
        assertThat(world.reports).hasSize(1);
    }

    /** Returns a delivery that failed once and is held, as its webhook was disabled by that answer. */
    private DeliveryTask heldAfterAFailure() {
        world.receiver = _ -> DeliveryWorld.answered(410);
        DeliveryTask task = world.task(1);
        world.deliver(task);
        DeliveryTask retry = world.queued.removeFirst();
        world.clock.set(retry.notBefore());
        world.deliver(retry);
        assertThat(world.shown(task).status()).isEqualTo(Status.HELD);
        return task;
    }

    private DeliveryTask dead(int status) {
        DeliveryTask last = world.task(1).next(6, world.clock.instant(), world.clock.instant());
        world.receiver = _ -> DeliveryWorld.answered(status);
        world.deliver(last);
        return last;
    }

    /** Returns whether the step came to its end. */
    private boolean step(Release release) {
        try {
            release.step(world.webhook.key(), world.clock.instant().plusSeconds(30));
            return true;
        } catch (Unavailable e) {
            return false;
        }
    }
}
