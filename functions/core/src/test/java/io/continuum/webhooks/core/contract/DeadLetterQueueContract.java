package io.continuum.webhooks.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.delivery.DeadLetterQueue;
import io.continuum.webhooks.core.delivery.Delivery;
import io.continuum.webhooks.core.delivery.Reason;
import io.continuum.webhooks.core.delivery.Status;
import io.continuum.webhooks.core.fake.Deliveries;
import io.continuum.webhooks.core.fake.InMemoryDeadLetterQueue.Copy;
import io.continuum.webhooks.core.id.WebhookKey;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link DeadLetterQueue} does. */
public abstract class DeadLetterQueueContract {
    private final WebhookKey webhook = Deliveries.freshWebhook();
    private Harness harness;

    /** A queue that nobody else uses, and how to look into it. */
    public interface Harness {
        DeadLetterQueue queue();

        /** Takes what a watcher gets now, in any order; fails if a message says more than a copy may. */
        List<Copy> receive();
    }

    /** Returns an empty queue. */
    protected abstract Harness newQueue();

    @BeforeEach
    void open() {
        harness = newQueue();
    }

    @Test
    void a_copy_has_ids_event_reason_attempts_and_last_error_and_nothing_else() {
        Delivery dead = Deliveries.dead(Deliveries.failed(Deliveries.first(webhook, "evt_1")));

        harness.queue().copy(dead);

        assertThat(harness.receive())
                .containsExactly(new Copy(
                        webhook.tenant().value(),
                        webhook.webhook().toString(),
                        dead.key().delivery().value(),
                        "evt_1",
                        "memory.created",
                        "exhausted",
                        2,
                        "HTTP 503"));
    }

    @Test
    void every_reason_is_named() {
        Delivery pending = Deliveries.first(webhook, "evt_1");
        for (Reason reason : Reason.values()) {
            harness.queue().copy(pending.ended(Status.DEAD_LETTER, reason, Deliveries.STARTED));
        }

        assertThat(harness.receive())
                .extracting(Copy::reason)
                .containsExactlyInAnyOrder(
                        "exhausted", "permanent_failure", "expired", "blocked_target", "signing_error");
    }

    @Test
    void a_delivery_given_up_without_an_attempt_has_no_last_error() {
        Delivery expired =
                Deliveries.first(webhook, "evt_1").ended(Status.DEAD_LETTER, Reason.EXPIRED, Deliveries.STARTED);

        harness.queue().copy(expired);

        assertThat(harness.receive()).singleElement().satisfies(copy -> {
            assertThat(copy.attempts()).isZero();
            assertThat(copy.lastError()).isNull();
        });
    }

    @Test
    void a_second_copy_is_harmless() {
        Delivery dead = Deliveries.dead(Deliveries.first(webhook, "evt_1"));

        harness.queue().copy(dead);
        harness.queue().copy(dead);

        assertThat(harness.receive())
                .isNotEmpty()
                .extracting(Copy::deliveryId)
                .containsOnly(dead.key().delivery().value());
    }
}
