package io.continuum.webhooks.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.admission.Life;
import io.continuum.webhooks.core.admission.Slot;
import io.continuum.webhooks.core.admission.WebhookState;
import io.continuum.webhooks.core.breaker.Breaker;
import io.continuum.webhooks.core.event.Event;
import io.continuum.webhooks.core.fake.Webhooks;
import io.continuum.webhooks.core.webhook.Webhook;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What receivers can bring about by their answers: spec.md §4, last paragraphs. */
class ReceiverControlTest {
    private static final String CONTROL = "webhook-delivery";

    private final DeliveryWorld world = new DeliveryWorld();

    @Test
    @Tag("T21")
    void gone_disables_the_webhook_at_once_and_the_attempt_is_a_failure() {
        world.receiver = _ -> DeliveryWorld.answered(410);
        DeliveryTask task = world.task(1);
        assertThat(world.deliver(task)).isEmpty();
        assertThat(world.current().active()).isFalse();
        assertThat(world.current().disabledReason()).isEqualTo("gone");
        assertThat(world.state().life()).isEqualTo(Life.DISABLED);
        assertThat(world.record(task).status()).isEqualTo(Status.FAILED);
        assertThat(world.record(task).attempts()).isEqualTo(1);
        assertThat(world.state().slots()).isEmpty();
        assertThat(world.journal).contains("INFO webhook.disabled");
    }

    @Test
    @Tag("T21")
    void what_is_queued_for_a_webhook_that_is_gone_is_held_its_own_retry_too_and_released_by_enabling() {
        world.receiver = _ -> DeliveryWorld.answered(410);
        DeliveryTask first = world.task(1);
        DeliveryTask second = world.task(2);
        world.deliver(first);
        world.deliver(second);
        DeliveryTask retry = world.queued.removeFirst();
        world.clock.set(retry.notBefore());
        world.deliver(retry);
        assertThat(world.sent).as("nothing more is sent").hasSize(1);
        assertThat(world.shown(first).status()).isEqualTo(Status.HELD);
        assertThat(world.shown(second).status()).isEqualTo(Status.HELD);

        world.receiver = _ -> DeliveryWorld.answered(200);
        world.enable();
        world.releaseAndDeliver();
        assertThat(world.shown(first).status()).isEqualTo(Status.SUCCESS);
        assertThat(world.shown(first).attempts()).isEqualTo(2);
        assertThat(world.shown(second).status()).isEqualTo(Status.SUCCESS);
        assertThat(world.ports().waiting().count(world.webhook.key(), 10)).isZero();
        assertThat(world.current().disabledReason()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"200, SUCCESS", "204, SUCCESS", "500, FAILED", "404, FAILED"})
    void a_receiver_may_ask_to_be_disabled_by_any_answer(int status, Status expected) {
        world.receiver = _ -> DeliveryWorld.answered(status, CONTROL, "disable");
        DeliveryTask task = world.task(1);
        assertThat(world.deliver(task)).isEmpty();
        assertThat(world.record(task).status()).isEqualTo(expected);
        assertThat(world.current().disabledReason()).isEqualTo("receiver");
    }

    @ParameterizedTest
    @ValueSource(strings = {"disable-all", "", "yes", "abort", "disable, abort-message"})
    void other_words_change_nothing(String word) {
        world.receiver = _ -> DeliveryWorld.answered(500, CONTROL, word);
        DeliveryTask task = world.task(1);
        world.deliver(task);
        assertThat(world.current()).isEqualTo(world.webhook);
        assertThat(world.record(task).status()).isEqualTo(Status.FAILED);
    }

    @Test
    void the_last_attempt_that_finds_it_gone_is_a_dead_letter_and_disables_too() {
        DeliveryTask last = world.task(1).next(6, world.clock.instant(), world.clock.instant());
        world.receiver = _ -> DeliveryWorld.answered(410);
        world.deliver(last);
        assertThat(world.record(last).status()).isEqualTo(Status.DEAD_LETTER);
        assertThat(world.deadLetters).hasSize(1);
        assertThat(world.current().disabledReason()).isEqualTo("gone");
    }

    @Test
    void ten_that_are_gone_at_once_are_one_disabling_and_one_report() {
        world.receiver = _ -> DeliveryWorld.answered(410);
        world.deliver(IntStream.range(0, 10).mapToObj(world::task).toArray(DeliveryTask[]::new));
        assertThat(world.current().version()).isEqualTo(2);
        assertThat(world.reported()).filteredOn("webhook.disabled"::equals).hasSize(1);
    }

    @Test
    void an_aborted_delivery_ends_as_cancelled_without_a_dead_letter_and_says_nothing_about_its_receiver() {
        world.receiver = _ -> DeliveryWorld.answered(422, CONTROL, "abort-message");
        DeliveryTask[] tasks = IntStream.range(0, 7).mapToObj(world::task).toArray(DeliveryTask[]::new);
        assertThat(world.deliver(tasks)).isEmpty();
        assertThat(world.record(tasks[0]).status()).isEqualTo(Status.CANCELLED);
        assertThat(world.record(tasks[0]).last().orElseThrow().error()).isEqualTo("HTTP 422");
        assertThat(world.queued).isEmpty();
        assertThat(world.deadLetters).isEmpty();
        assertThat(world.reports).isEmpty();
        assertThat(world.state().breaker()).as("seven in a row").isEqualTo(Breaker.closed());
        assertThat(world.state().stats().failed()).isZero();
        assertThat(world.state().stats().retrying()).isZero();
        assertThat(world.current().active()).isTrue();
    }

    @Test
    void a_retry_that_is_aborted_is_no_longer_being_retried() {
        world.receiver = _ -> DeliveryWorld.answered(500);
        DeliveryTask task = world.task(1);
        world.deliver(task);
        assertThat(world.state().stats().retrying()).isEqualTo(1);
        world.receiver = _ -> DeliveryWorld.answered(500, CONTROL, " Abort-Message ");
        DeliveryTask retry = world.queued.removeFirst();
        world.clock.set(retry.notBefore());
        world.deliver(retry);
        assertThat(world.record(task).status()).isEqualTo(Status.CANCELLED);
        assertThat(world.state().stats().retrying()).isZero();
        assertThat(world.redeliver(retry)).as("a copy is dropped").isEmpty();
        assertThat(world.sent).hasSize(2);
    }

    @Test
    void a_success_cannot_be_aborted() {
        world.receiver = _ -> DeliveryWorld.answered(200, CONTROL, "abort-message");
        DeliveryTask task = world.task(1);
        world.deliver(task);
        assertThat(world.record(task).status()).isEqualTo(Status.SUCCESS);
        assertThat(world.state().stats().successful()).isEqualTo(1);
    }

    @Test
    void a_webhook_that_was_sent_elsewhere_meanwhile_stays_enabled() {
        world.receiver = _ -> {
            Webhook elsewhere =
                    Webhooks.valid().url("https://elsewhere.example/hook").build();
            Webhook moved =
                    world.webhook.changed(elsewhere.settings(), true, world.webhook.uid(), world.clock.instant());
            world.webhooks.update(world.webhook, moved, true);
            return DeliveryWorld.answered(410);
        };
        assertThat(world.deliver(world.task(1))).isEmpty();
        assertThat(world.current().active()).isTrue();
        assertThat(world.reports).isEmpty();
    }

    @Test
    void a_webhook_that_was_changed_otherwise_meanwhile_is_disabled_as_it_is_now() {
        Webhook.Settings renamed = Webhooks.valid().name("renamed").build().settings();
        world.receiver = _ -> {
            Webhook now = world.webhook.changed(renamed, true, "crm", world.clock.instant());
            world.webhooks.update(world.webhook, now, false);
            return DeliveryWorld.answered(410);
        };
        world.deliver(world.task(1));
        assertThat(world.current().active()).isFalse();
        assertThat(world.current().settings()).isEqualTo(renamed);
        assertThat(world.current().uid()).isEqualTo("crm");
    }

    @Test
    void an_answer_from_before_it_was_enabled_again_disables_nothing() {
        world.receiver = _ -> {
            Webhook off = world.webhook.changed(world.webhook.settings(), false, null, world.clock.instant());
            world.webhooks.update(world.webhook, off, false);
            world.enable();
            return DeliveryWorld.answered(410);
        };
        world.deliver(world.task(1));
        assertThat(world.current().active()).isTrue();
    }

    @Test
    void what_a_tenant_disables_itself_is_not_reported() {
        world.receiver = _ -> {
            Webhook off = world.webhook.changed(world.webhook.settings(), false, null, world.clock.instant());
            world.webhooks.update(world.webhook, off, false);
            return DeliveryWorld.answered(410);
        };
        world.deliver(world.task(1));
        assertThat(world.current().disabledReason()).isNull();
        assertThat(world.reports).isEmpty();
    }

    @Test
    void a_worker_that_died_between_recording_and_disabling_is_made_up_for_by_the_redelivery() {
        DeliveryTask task = world.task(1);
        Attempt gone = new Attempt(
                        1, world.clock.instant(), Duration.ofMillis(9), List.of(), 410, "", false, "HTTP 410", null)
                .showing(new Finding(Finding.Kind.GONE, 1));
        Delivery recorded = Delivery.first(task)
                .attempted(gone.retriedAt(world.clock.instant().plusSeconds(1)), Status.FAILED, null);
        world.ports().log().write(null, recorded);
        assertThat(world.deliver(task.asPossibleCopy())).isEmpty();
        assertThat(world.current().active()).as("any other copy is dropped").isTrue();
        assertThat(world.redeliver(task)).isEmpty();
        assertThat(world.current().disabledReason()).isEqualTo("gone");
        assertThat(world.reported()).containsExactly("webhook.disabled");
        assertThat(world.sent).isEmpty();
    }

    @Test
    void a_worker_that_died_between_disabling_and_reporting_is_made_up_for_as_one_event() {
        world.receiver = _ -> DeliveryWorld.answered(410);
        world.eventsQueueDown = true;
        DeliveryTask task = world.task(1);
        assertThat(world.deliver(task)).as("the message stays").containsExactly("m0");
        assertThat(world.current().active()).isFalse();
        world.eventsQueueDown = false;
        assertThat(world.redeliver(task)).isEmpty();
        assertThat(world.redeliver(task)).isEmpty();
        assertThat(world.reports).hasSize(2);
        assertThat(new HashSet<>(world.reports.stream().map(Event::id).toList()))
                .hasSize(1);
        assertThat(world.current().version()).as("disabled once").isEqualTo(2);
        assertThat(world.sent).hasSize(1);
    }

    @Test
    void an_aborted_delivery_whose_worker_died_before_settling_is_settled_by_its_record() {
        world.receiver = _ -> DeliveryWorld.answered(422, CONTROL, "abort-message");
        WebhookState before = world.state();
        DeliveryTask task = world.task(1);
        world.deliver(task);
        // The state as it was between record and settlement: the slot taken, nothing counted.
        Slot slot = new Slot(task.key().delivery(), 1, world.clock.instant());
        WebhookState now = world.state();
        world.ports().states().swap(now, now.with(List.of(slot), now.rate()).with(before.stats()));
        world.receiver = _ -> DeliveryWorld.answered(200);
        world.deliver(world.task(2));
        assertThat(world.state().stats().failed()).isZero();
        assertThat(world.state().stats().successful()).isEqualTo(1);
        assertThat(world.state().slots()).isEmpty();
    }

    @Test
    void a_retry_by_hand_that_is_aborted_leaves_the_final_status() {
        DeliveryTask last = world.task(1).next(6, world.clock.instant(), world.clock.instant());
        world.receiver = _ -> DeliveryWorld.answered(500);
        world.deliver(last);
        world.receiver = _ -> DeliveryWorld.answered(500, CONTROL, "abort-message");
        world.deliver(DeliveryTask.byHand(last.key(), 7, last.event(), world.clock.instant()));
        assertThat(world.record(last).status()).isEqualTo(Status.DEAD_LETTER);
        assertThat(world.record(last).attempts()).isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource({
        "429, 120, 120",
        "503, 120, 120",
        "429, 1, 5",
        "503, 'Mon, 23 Nov 2026 10:10:00 GMT', 600",
        "503, 'Mon, 23 Nov 2026 09:00:00 GMT', 5",
        "429, -5, 5",
        "429, 1000000000, 3600",
        "429, soon, 5",
        "500, 120, 5",
        "404, 120, 5"
    })
    @Tag("T22")
    @Tag("T23")
    void retry_after_delays_by_at_most_an_hour_and_never_hastens(int status, String value, long seconds) {
        DeliveryTask second = world.task(1).next(2, world.clock.instant(), world.clock.instant());
        world.receiver = _ -> DeliveryWorld.answered(status, "retry-after", value);
        world.deliver(second);
        Instant ended = world.record(second).last().orElseThrow().endedAt();
        Duration delay = Duration.between(ended, world.queued.getFirst().due());
        assertThat(delay).isBetween(Duration.ofSeconds(seconds - 1), Duration.ofSeconds(seconds));
    }
}
