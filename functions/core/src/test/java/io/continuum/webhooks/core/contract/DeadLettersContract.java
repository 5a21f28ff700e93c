package io.continuum.webhooks.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.deadletter.DeadLetters;
import io.continuum.webhooks.core.deadletter.DeadLetters.Filter;
import io.continuum.webhooks.core.deadletter.DeadLetters.Range;
import io.continuum.webhooks.core.delivery.Delivery;
import io.continuum.webhooks.core.delivery.DeliveryLog;
import io.continuum.webhooks.core.delivery.Reason;
import io.continuum.webhooks.core.delivery.Status;
import io.continuum.webhooks.core.event.EventType;
import io.continuum.webhooks.core.event.Events;
import io.continuum.webhooks.core.fake.Deliveries;
import io.continuum.webhooks.core.fake.HandClock;
import io.continuum.webhooks.core.id.WebhookKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link DeadLetters} does. */
public abstract class DeadLettersContract {
    private static final Duration RETENTION = Duration.ofDays(30);
    private static final Range FIRST = new Range(null, 0, 250);

    private final WebhookKey webhook = Deliveries.freshWebhook();
    private final WebhookKey other = Deliveries.webhookOf(webhook.tenant());
    private final HandClock clock = new HandClock(Events.ACCEPTED);
    private DeliveryLog log;
    private DeadLetters dead;

    /** Returns the records of this test's world; it keeps them for {@code retention} and reads that clock only. */
    protected abstract DeliveryLog log(InstantSource clock, Duration retention);

    /** Returns the dead letters of the same world. */
    protected abstract DeadLetters deadLetters(InstantSource clock);

    @BeforeEach
    final void open() {
        log = log(clock, RETENTION);
        dead = deadLetters(clock);
    }

    private Delivery died(WebhookKey of, int number) {
        return died(of, number, "memory.created");
    }

    private Delivery died(WebhookKey of, int number, String type) {
        Delivery first = Deliveries.first(of, "evt-" + number, type, Events.ACCEPTED.plusSeconds(number));
        Delivery died = Deliveries.dead(first);
        log.write(null, died);
        return died;
    }

    private List<Delivery> all(Filter filter) {
        return dead.list(webhook.tenant(), filter, FIRST).deliveries();
    }

    @Test
    void dead_letters_of_all_webhooks_are_listed_newest_first() {
        Delivery first = died(webhook, 1);
        Delivery third = died(webhook, 3);
        Delivery second = died(other, 2);
        log.write(null, Deliveries.succeeded(Deliveries.first(webhook, "evt-ok")));
        log.write(null, Deliveries.failed(Deliveries.first(webhook, "evt-failed")));

        DeadLetters.Page page = dead.list(webhook.tenant(), Filter.ALL, FIRST);

        assertThat(page.deliveries()).containsExactly(third, second, first);
        assertThat(page.next()).isNull();
    }

    @Test
    void another_tenant_sees_none() {
        died(webhook, 1);

        assertThat(dead.list(Deliveries.freshWebhook().tenant(), Filter.ALL, FIRST)
                        .deliveries())
                .isEmpty();
        assertThat(dead.find(
                        Deliveries.freshWebhook().tenant(),
                        died(webhook, 2).key().delivery()))
                .isEmpty();
    }

    @Test
    void a_filter_takes_what_fits_all_of_it() {
        Delivery one = died(webhook, 1);
        Delivery two = died(other, 2, "memory.deleted");
        Delivery expired = Deliveries.first(webhook, "evt-3", "memory.created", Events.ACCEPTED.plusSeconds(3))
                .ended(Status.DEAD_LETTER, Reason.EXPIRED, Events.ACCEPTED.plusSeconds(4));
        log.write(null, expired);

        assertThat(all(new Filter(webhook.webhook(), null, null, null, null))).containsExactly(expired, one);
        assertThat(all(new Filter(null, Reason.EXPIRED, null, null, null))).containsExactly(expired);
        assertThat(all(new Filter(null, null, new EventType("memory.deleted"), null, null)))
                .containsExactly(two);
        assertThat(all(new Filter(null, null, null, Events.ACCEPTED.plusSeconds(2), null)))
                .containsExactly(expired, two);
        assertThat(all(new Filter(null, null, null, null, Events.ACCEPTED.plusSeconds(2))))
                .containsExactly(one);
        assertThat(all(new Filter(other.webhook(), Reason.EXPIRED, null, null, null)))
                .isEmpty();
        assertThat(all(new Filter(null, null, null, Events.ACCEPTED.plusSeconds(9), Events.ACCEPTED)))
                .isEmpty();
    }

    @Test
    void pages_have_every_dead_letter_once() {
        List<Delivery> expected = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            expected.addFirst(died(i % 2 == 0 ? webhook : other, i));
        }
        List<Delivery> found = new ArrayList<>();
        DeadLetters.Page page = dead.list(webhook.tenant(), Filter.ALL, new Range(null, 0, 3));
        found.addAll(page.deliveries());
        while (page.next() != null) {
            page = dead.list(webhook.tenant(), Filter.ALL, new Range(page.next(), 0, 3));
            found.addAll(page.deliveries());
        }

        assertThat(found).containsExactlyElementsOf(expected);
    }

    @Test
    void an_offset_skips_what_fits() {
        Delivery one = died(webhook, 1);
        died(other, 2);
        died(webhook, 3);
        Filter ours = new Filter(webhook.webhook(), null, null, null, null);

        assertThat(dead.list(webhook.tenant(), ours, new Range(null, 1, 10)).deliveries())
                .containsExactly(one);
        assertThat(dead.list(webhook.tenant(), ours, new Range(null, 2, 10)).deliveries())
                .isEmpty();
    }

    @Test
    void a_count_goes_no_further_than_it_must() {
        for (int i = 0; i < 5; i++) {
            died(webhook, i);
        }
        died(other, 6);

        assertThat(dead.count(webhook.tenant(), Filter.ALL, 100)).isEqualTo(6);
        assertThat(dead.count(webhook.tenant(), Filter.ALL, 3)).isEqualTo(3);
        assertThat(dead.count(webhook.tenant(), new Filter(other.webhook(), null, null, null, null), 100))
                .isEqualTo(1);
    }

    @Test
    void one_is_found_by_its_id_alone() {
        Delivery one = died(webhook, 1);
        died(webhook, 2);

        assertThat(dead.find(webhook.tenant(), one.key().delivery())).contains(one);
    }

    @Test
    void what_succeeds_after_all_leaves_the_list() {
        Delivery one = died(webhook, 1);
        Delivery two = died(webhook, 2);
        log.write(one, Deliveries.succeeded(one));

        assertThat(all(Filter.ALL)).containsExactly(two);
        assertThat(dead.find(webhook.tenant(), one.key().delivery())).isEmpty();
        assertThat(dead.listed(List.of(one.key(), two.key()))).containsExactly(two.key());
    }

    @Test
    void a_dismissed_one_leaves_the_list_and_stays_in_the_history() {
        Delivery one = died(webhook, 1);

        assertThat(dead.dismiss(one)).isTrue();

        assertThat(all(Filter.ALL)).isEmpty();
        assertThat(dead.find(webhook.tenant(), one.key().delivery())).isEmpty();
        assertThat(dead.listed(List.of(one.key()))).isEmpty();
        assertThat(log.find(List.of(one.key()))).containsEntry(one.key(), one);
    }

    @Test
    void a_dismissed_one_comes_back_when_another_attempt_fails() {
        Delivery one = died(webhook, 1);
        dead.dismiss(one);
        Delivery again = Deliveries.dead(one);
        log.write(one, again);

        assertThat(all(Filter.ALL)).containsExactly(again);
    }

    @Test
    void what_was_revived_meanwhile_is_not_dismissed() {
        Delivery one = died(webhook, 1);
        log.write(one, Deliveries.succeeded(one));

        assertThat(dead.dismiss(one)).isFalse();
    }

    @Test
    void a_test_is_no_dead_letter() {
        Delivery test = died(webhook, 1, "webhook.test");

        assertThat(all(Filter.ALL)).isEmpty();
        assertThat(dead.listed(List.of(test.key()))).isEmpty();
    }

    @Test
    void what_is_over_is_not_listed() {
        Delivery one = died(webhook, 1);
        clock.set(Events.ACCEPTED.plus(RETENTION).plusSeconds(10));

        assertThat(all(Filter.ALL)).isEmpty();
        assertThat(dead.find(webhook.tenant(), one.key().delivery())).isEmpty();
        assertThat(dead.listed(List.of(one.key()))).isEmpty();
    }
}
