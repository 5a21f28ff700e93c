package io.continuum.webhooks.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.deadletter.DeadLetterCopies;
import io.continuum.webhooks.core.deadletter.DeadLetterCopies.Copy;
import io.continuum.webhooks.core.delivery.DeadLetterQueue;
import io.continuum.webhooks.core.delivery.Delivery;
import io.continuum.webhooks.core.fake.Deliveries;
import io.continuum.webhooks.core.id.DeliveryKey;
import io.continuum.webhooks.core.id.WebhookKey;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link DeadLetterCopies} does. */
public abstract class DeadLetterCopiesContract {
    private final WebhookKey webhook = Deliveries.freshWebhook();
    private DeadLetterQueue queue;
    private DeadLetterCopies copies;

    /** Both sides of a queue that nobody else uses. */
    public record Sides(DeadLetterQueue queue, DeadLetterCopies copies) {}

    /** Returns an empty queue. */
    protected abstract Sides newQueue();

    @BeforeEach
    final void open() {
        Sides sides = newQueue();
        queue = sides.queue();
        copies = sides.copies();
    }

    private DeliveryKey copied(int number) {
        Delivery dead = Deliveries.dead(Deliveries.first(webhook, "evt-" + number));
        queue.copy(dead);
        return dead.key();
    }

    private Set<DeliveryKey> seen() {
        Set<DeliveryKey> seen = new HashSet<>();
        List<Copy> taken = copies.take(100);
        taken.forEach(copy -> seen.add(copy.delivery()));
        copies.putBack(taken);
        return seen;
    }

    @Test
    void an_empty_queue_gives_nothing() {
        assertThat(copies.take(10)).isEmpty();
    }

    @Test
    void every_copy_says_what_it_is_a_copy_of() {
        Set<DeliveryKey> expected = new HashSet<>();
        for (int i = 0; i < 25; i++) {
            expected.add(copied(i));
        }

        assertThat(seen()).isEqualTo(expected);
    }

    @Test
    void no_more_are_taken_than_were_asked_for() {
        for (int i = 0; i < 13; i++) {
            copied(i);
        }

        assertThat(copies.take(12)).hasSize(12);
        assertThat(copies.take(12)).hasSize(1);
        assertThat(copies.take(12)).isEmpty();
    }

    @Test
    void what_is_put_back_is_seen_again_at_once() {
        DeliveryKey one = copied(1);

        assertThat(seen()).containsExactly(one);
        assertThat(seen()).containsExactly(one);
    }

    @Test
    void what_is_removed_is_gone_and_the_others_stay() {
        for (int i = 0; i < 12; i++) {
            copied(i);
        }
        List<Copy> taken = copies.take(100);
        copies.putBack(taken.subList(11, 12));
        copies.remove(taken.subList(0, 11));

        assertThat(seen()).containsExactly(taken.get(11).delivery());
    }
}
