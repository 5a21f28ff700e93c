package io.continuum.webhooks.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.breaker.Breaker;
import io.continuum.webhooks.core.webhook.Webhook;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Deliveries while secrets cannot be had, or not be read (T46, T47). */
class SecretOutageTest {
    private final DeliveryWorld world = new DeliveryWorld();

    /** Puts another configuration in the place of the current one, signed by {@code secretVersion}. */
    private void configure(String secretVersion) {
        Webhook before = world.current();
        Webhook.SecretRef secret = new Webhook.SecretRef(secretVersion, "last", List.of());
        world.webhooks.update(before, before.signedBy(secret, world.clock.instant()), false);
    }

    @Test
    @Tag("T46")
    void l18_t46_warm_a_function_signs_for_a_day_and_longer_without_the_vault() {
        world.deliver(world.task(1));
        world.vaultDown = true;
        for (int hour = 1; hour <= 25; hour++) {
            world.clock.advance(Duration.ofHours(1));
            DeliveryTask task = world.task(hour + 1);
            assertThat(world.deliver(task)).as("hour " + hour).isEmpty();
            assertThat(world.record(task).status()).isEqualTo(Status.SUCCESS);
        }
    }

    @Test
    void l18_t46_warm_a_change_that_is_none_of_the_secret_is_followed_without_the_vault() {
        world.deliver(world.task(1));
        world.vaultDown = true;
        configure(world.webhook.secret().version());
        DeliveryTask task = world.task(2);

        assertThat(world.deliver(task)).isEmpty();
        assertThat(world.record(task).status()).isEqualTo(Status.SUCCESS);
    }

    @Test
    @Tag("T46")
    void l18_t46_warm_a_secret_that_was_revoked_signs_nothing_though_the_new_one_cannot_be_had() {
        world.deliver(world.task(1));
        world.vaultDown = true;
        configure("0198c5f2-aaaa-4000-8000-000000000009");
        DeliveryTask task = world.task(2);

        assertThat(world.deliver(task)).as("it stays in its queue").containsExactly("m0");
        assertThat(world.sent).hasSize(1);
        world.vaultDown = false;
        assertThat(world.redeliver(task)).isEmpty();
        assertThat(world.record(task).attempts()).isEqualTo(1);
    }

    @Test
    @Tag("T46")
    void l18_t46_cold_the_message_stays_and_no_attempt_counts() {
        world.vaultDown = true;
        DeliveryTask task = world.task(1);

        assertThat(world.deliver(task)).containsExactly("m0");
        assertThat(world.sent).isEmpty();
        assertThat(world.state().slots()).isEmpty();
        assertThat(world.deliveries.log().find(List.of(task.key()))).isEmpty();
        assertThat(world.state().breaker()).isInstanceOf(Breaker.Closed.class);
    }

    @Test
    @Tag("T47")
    void l19_t47_a_secret_that_cannot_be_read_ends_its_delivery_visibly_and_leaves_the_breaker_alone() {
        Breaker before = world.state().breaker();
        world.loseSecret();
        for (int i = 1; i <= 6; i++) {
            DeliveryTask task = world.task(i);

            assertThat(world.deliver(task)).isEmpty();
            assertThat(world.record(task).status()).isEqualTo(Status.DEAD_LETTER);
            assertThat(world.record(task).reason()).isEqualTo(Reason.SIGNING_ERROR);
            assertThat(world.shown(task).reason()).isEqualTo(Reason.SIGNING_ERROR);
        }
        assertThat(world.sent).isEmpty();
        assertThat(world.deadLetters).hasSize(6);
        assertThat(world.state().breaker()).isEqualTo(before);
    }

    @Test
    void a_secret_of_a_webhook_that_changed_a_moment_ago_is_awaited_and_no_attempt_counts() {
        world.secretUnreadable = true;
        world.clock.set(world.current().updatedAt().plus(LoadWebhook.SETTLES).minusNanos(1));
        DeliveryTask task = world.task(1);

        assertThat(world.deliver(task)).as("it stays in its queue").containsExactly("m0");
        assertThat(world.state().slots()).isEmpty();
        assertThat(world.deliveries.log().find(List.of(task.key()))).isEmpty();
        world.secretUnreadable = false;
        assertThat(world.redeliver(task)).isEmpty();
        assertThat(world.record(task).status()).isEqualTo(Status.SUCCESS);
        assertThat(world.record(task).attempts()).isEqualTo(1);
    }

    @Test
    void one_that_stays_away_for_a_minute_is_lost() {
        world.secretUnreadable = true;
        world.clock.set(world.current().updatedAt().plus(LoadWebhook.SETTLES).minusNanos(1));
        DeliveryTask task = world.task(1);
        world.deliver(task);
        world.clock.advance(Duration.ofNanos(1));

        assertThat(world.redeliver(task)).isEmpty();
        assertThat(world.record(task).reason()).isEqualTo(Reason.SIGNING_ERROR);
    }

    @Test
    void l19_t47_once_the_secret_can_be_read_again_the_next_delivery_goes_out() {
        world.loseSecret();
        world.deliver(world.task(1));
        world.secretUnreadable = false;
        DeliveryTask task = world.task(2);

        assertThat(world.deliver(task)).isEmpty();
        assertThat(world.record(task).status()).isEqualTo(Status.SUCCESS);
    }
}
