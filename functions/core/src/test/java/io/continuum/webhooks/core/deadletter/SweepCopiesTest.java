package io.continuum.webhooks.core.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.delivery.Delivery;
import io.continuum.webhooks.core.event.Events;
import io.continuum.webhooks.core.fake.Deliveries;
import io.continuum.webhooks.core.fake.InMemoryDeadLetterCopies;
import io.continuum.webhooks.core.fake.InMemoryDeadLetterQueue;
import io.continuum.webhooks.core.fake.InMemoryDeliveries;
import io.continuum.webhooks.core.fake.MutableClock;
import io.continuum.webhooks.core.id.WebhookKey;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SweepCopiesTest {
    private final MutableClock clock = new MutableClock(Events.ACCEPTED.plusSeconds(60));
    private final InMemoryDeliveries world = new InMemoryDeliveries(clock, Duration.ofDays(30));
    private final InMemoryDeadLetterQueue queue = new InMemoryDeadLetterQueue();
    private final InMemoryDeadLetterCopies copies = new InMemoryDeadLetterCopies(queue);
    private final DeadLetters deadLetters = world.deadLetters();
    private final SweepCopies sweep = new SweepCopies(copies, deadLetters, clock);
    private final WebhookKey webhook = Deliveries.freshWebhook();

    private Delivery died(int number) {
        Delivery dead = Deliveries.dead(Deliveries.first(webhook, "evt-" + number));
        world.log().write(null, dead);
        queue.copy(dead);
        return dead;
    }

    private Instant soon() {
        return clock.instant().plusSeconds(30);
    }

    @Test
    @Tag("T53")
    void a_copy_whose_delivery_succeeded_after_all_leaves() {
        Delivery revived = died(1);
        Delivery dead = died(2);
        world.log().write(revived, Deliveries.succeeded(revived));

        assertThat(sweep.sweep(soon())).isEqualTo(1);

        assertThat(copies.left()).containsExactly(dead.key());
    }

    @Test
    void a_copy_of_a_dismissed_delivery_leaves() {
        deadLetters.dismiss(died(1));

        sweep.sweep(soon());

        assertThat(copies.left()).isEmpty();
    }

    @Test
    void every_copy_of_one_delivery_leaves() {
        Delivery revived = died(1);
        queue.copy(revived);
        world.log().write(revived, Deliveries.succeeded(revived));

        assertThat(sweep.sweep(soon())).isEqualTo(2);
    }

    @Test
    void what_stays_can_be_seen_again() {
        for (int i = 0; i < 250; i++) {
            died(i);
        }

        assertThat(sweep.sweep(soon())).isZero();

        assertThat(copies.visible()).isEqualTo(250);
    }

    @Test
    void a_long_queue_is_looked_at_in_a_few_sweeps() {
        for (int i = 0; i < 1_500; i++) {
            died(i);
        }
        Delivery last = died(9_999);
        world.log().write(last, Deliveries.succeeded(last));

        int first = sweep.sweep(soon());
        int second = sweep.sweep(soon());

        assertThat(first + second).isEqualTo(1);
        assertThat(copies.left()).hasSize(1_500).doesNotContain(last.key());
    }

    @Test
    void nothing_is_touched_after_the_deadline() {
        Delivery revived = died(1);
        world.log().write(revived, Deliveries.succeeded(revived));

        assertThat(sweep.sweep(clock.instant())).isZero();

        assertThat(sweep.sweep(soon())).isEqualTo(1);
    }
}
