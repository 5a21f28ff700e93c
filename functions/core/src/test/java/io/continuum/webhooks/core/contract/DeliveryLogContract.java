package io.continuum.webhooks.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.delivery.Attempt;
import io.continuum.webhooks.core.delivery.Delivery;
import io.continuum.webhooks.core.delivery.DeliveryLog;
import io.continuum.webhooks.core.delivery.DeliveryLog.Written;
import io.continuum.webhooks.core.delivery.Finding;
import io.continuum.webhooks.core.delivery.Reason;
import io.continuum.webhooks.core.delivery.Status;
import io.continuum.webhooks.core.event.Events;
import io.continuum.webhooks.core.fake.Deliveries;
import io.continuum.webhooks.core.fake.HandClock;
import io.continuum.webhooks.core.id.DeliveryKey;
import io.continuum.webhooks.core.id.WebhookKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What every {@link DeliveryLog} does. */
public abstract class DeliveryLogContract {
    private static final Duration RETENTION = Duration.ofDays(30);
    private static final Written DONE = new Written.Done();

    private final WebhookKey webhook = Deliveries.freshWebhook();
    private final HandClock clock = new HandClock(Events.ACCEPTED);
    private final Delivery pending = Deliveries.first(webhook, "evt_1");
    private DeliveryLog log;

    /** Returns the log to test; it keeps records for {@code retention} and reads that clock only. */
    protected abstract DeliveryLog log(InstantSource clock, Duration retention);

    @BeforeEach
    void open() {
        log = log(clock, RETENTION);
    }

    @Test
    void what_an_attempt_showed_about_its_webhook_is_kept_with_it() {
        for (Finding.Kind kind : Finding.Kind.values()) {
            Attempt attempt = Deliveries.attempt(1, 410, "").showing(new Finding(kind, 9_999_999_999L));
            Delivery after = Deliveries.first(Deliveries.freshWebhook(), "evt_finding")
                    .attempted(attempt, Status.DEAD_LETTER, Reason.EXHAUSTED);
            log.write(null, after);
            assertThat(found(after.key())).isEqualTo(after);
        }
    }

    @Test
    void the_first_attempt_is_written_where_no_record_is() {
        Delivery after = Deliveries.succeeded(pending);

        assertThat(log.find(List.of(pending.key()))).isEmpty();
        assertThat(log.write(null, after)).isEqualTo(DONE);
        assertThat(log.find(List.of(pending.key()))).isEqualTo(Map.of(pending.key(), after));
    }

    @Test
    void the_second_attempt_is_written_over_the_first() {
        Delivery first = Deliveries.failed(pending);
        Delivery second = Deliveries.dead(first);
        log.write(null, first);

        assertThat(log.write(first, second)).isEqualTo(DONE);
        assertThat(found(pending.key())).isEqualTo(second);
    }

    @Test
    void every_status_and_reason_comes_back() {
        List<Delivery> all = new ArrayList<>();
        for (Status status : Status.values()) {
            all.add(Deliveries.first(webhook, "evt_" + status).ended(status, null, Deliveries.STARTED));
        }
        for (Reason reason : Reason.values()) {
            all.add(Deliveries.first(webhook, "evt_" + reason).ended(Status.DEAD_LETTER, reason, Deliveries.STARTED));
        }
        all.forEach(one -> log.write(null, one));

        assertThat(log.find(all.stream().map(Delivery::key).toList()).values())
                .containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void an_attempt_without_an_answer_comes_back() {
        Attempt attempt = new Attempt(
                1, Deliveries.STARTED, Duration.ofSeconds(10), List.of(), null, "", false, "connection refused", null);
        Delivery after = pending.attempted(attempt, Status.FAILED, null);

        log.write(null, after);

        assertThat(found(pending.key())).isEqualTo(after);
    }

    @Test
    void a_first_attempt_is_fenced_by_a_record() {
        Delivery first = Deliveries.failed(pending);
        log.write(null, first);

        assertThat(log.write(null, Deliveries.succeeded(pending))).isEqualTo(new Written.Fenced(first));
        assertThat(found(pending.key())).isEqualTo(first);
    }

    @Test
    void an_attempt_is_fenced_by_a_later_one() {
        Delivery first = Deliveries.failed(pending);
        Delivery second = Deliveries.failed(first);
        log.write(null, first);
        log.write(first, second);

        assertThat(log.write(first, Deliveries.succeeded(first))).isEqualTo(new Written.Fenced(second));
        assertThat(found(pending.key())).isEqualTo(second);
    }

    @Test
    void an_attempt_is_fenced_by_a_cancellation() {
        Delivery first = Deliveries.failed(pending);
        Delivery cancelled = first.ended(Status.CANCELLED, null, Deliveries.STARTED.plusSeconds(30));
        log.write(null, first);
        log.write(first, cancelled);

        assertThat(log.write(first, Deliveries.succeeded(first))).isEqualTo(new Written.Fenced(cancelled));
        assertThat(found(pending.key())).isEqualTo(cancelled);
    }

    @Test
    void repeating_a_write_that_happened_is_no_fence() {
        Delivery first = Deliveries.failed(pending);
        Delivery second = Deliveries.failed(first);

        assertThat(log.write(null, first)).isEqualTo(DONE);
        assertThat(log.write(null, first)).isEqualTo(DONE);
        assertThat(log.write(first, second)).isEqualTo(DONE);
        assertThat(log.write(first, second)).isEqualTo(DONE);
    }

    @Test
    @Tag("T41")
    void of_twenty_workers_with_one_attempt_exactly_one_writes() throws Exception {
        Delivery first = Deliveries.failed(pending);
        log.write(null, first);

        List<Written> outcomes =
                Together.run(20, worker -> log.write(first, Deliveries.failed(first, "worker " + worker)));

        Delivery current = found(pending.key());
        assertThat(outcomes).containsOnlyOnce(DONE);
        assertThat(outcomes)
                .filteredOn(Written.Fenced.class::isInstance)
                .hasSize(19)
                .containsOnly(new Written.Fenced(current));
        assertThat(outcomes.indexOf(DONE))
                .isEqualTo(
                        Integer.parseInt(current.log().getLast().responseBody().substring("worker ".length())));
    }

    @Test
    void of_twenty_workers_with_the_first_attempt_exactly_one_writes() throws Exception {
        List<Written> outcomes =
                Together.run(20, worker -> log.write(null, Deliveries.failed(pending, "worker " + worker)));

        assertThat(outcomes).containsOnlyOnce(DONE);
        assertThat(outcomes).filteredOn(Written.Fenced.class::isInstance).hasSize(19);
    }

    @Test
    void many_records_are_found_together_whatever_is_asked_twice_or_missing() {
        List<DeliveryKey> keys = new ArrayList<>();
        for (int i = 0; i < 230; i++) {
            Delivery delivery = Deliveries.succeeded(Deliveries.first(webhook, "evt_" + i));
            keys.add(delivery.key());
            keys.add(delivery.key());
            if (i % 2 == 0) {
                log.write(null, delivery);
            }
        }

        assertThat(log.find(keys)).hasSize(115);
        assertThat(log.find(List.of())).isEmpty();
    }

    @Test
    void twenty_attempts_with_long_bodies_survive() {
        Delivery delivery = manyLongAttempts(pending);

        assertThat(log.write(null, delivery)).isEqualTo(DONE);
        assertThat(found(pending.key())).isEqualTo(delivery);
    }

    @Test
    void bodies_keep_their_surrogate_pairs_and_control_characters() {
        StringBuilder body = new StringBuilder("\ud83d\ude00 \u007f \u0085 \ufeff \uffff ");
        for (char control = 0; control < ' '; control++) {
            body.append(control);
        }
        Delivery delivery = Deliveries.failed(pending, body.toString());

        log.write(null, delivery);

        assertThat(found(pending.key())).isEqualTo(delivery);
    }

    @Test
    void tenants_do_not_see_each_other() {
        WebhookKey other = new WebhookKey(Deliveries.freshWebhook().tenant(), webhook.webhook());
        Delivery mine = Deliveries.succeeded(pending);
        Delivery theirs = Deliveries.failed(Deliveries.first(other, "evt_1"));
        log.write(null, mine);

        assertThat(log.find(List.of(theirs.key()))).isEmpty();
        assertThat(log.write(null, theirs)).isEqualTo(DONE);
        assertThat(found(pending.key())).isEqualTo(mine);
    }

    @Test
    void a_record_is_kept_for_its_retention_and_then_in_nobodys_way() {
        Delivery first = Deliveries.failed(pending);
        log.write(null, first);

        clock.advance(RETENTION);
        assertThat(found(pending.key())).isEqualTo(first);
        clock.advance(Duration.ofSeconds(2));
        assertThat(log.find(List.of(pending.key()))).isEmpty();
        assertThat(log.write(first, Deliveries.failed(first))).isEqualTo(DONE);
        assertThat(log.write(null, first)).isEqualTo(DONE);
    }

    /** Returns {@code delivery} after twenty attempts whose bodies are as long as bodies get, and of wide characters. */
    protected static Delivery manyLongAttempts(Delivery delivery) {
        Delivery after = delivery;
        for (int i = 0; i < 20; i++) {
            // Odd lengths put a surrogate pair across each place where a body is cut.
            after = Deliveries.failed(after, "x".repeat(i % 2) + "\ud83d\ude00".repeat(4 * 1024 - 1));
        }
        return after;
    }

    private Delivery found(DeliveryKey key) {
        Map<DeliveryKey, Delivery> found = log.find(List.of(key));
        assertThat(found).containsOnlyKeys(key);
        return found.values().iterator().next();
    }
}
