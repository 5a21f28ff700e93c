package io.continuum.webhooks.core.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.admission.Capacity;
import io.continuum.webhooks.core.event.Events;
import io.continuum.webhooks.core.fake.Webhooks;
import io.continuum.webhooks.core.problem.ErrorCode;
import io.continuum.webhooks.core.problem.Refusal;
import io.continuum.webhooks.core.problem.Result;
import io.continuum.webhooks.core.webhook.Webhook;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecoverWebhookTest {
    private static final Instant SINCE = Events.ACCEPTED;

    private final JobWorld world = new JobWorld();

    private RecoverWebhook.Recovered recover(Webhook webhook, @Nullable Instant until, boolean dryRun) {
        Result<RecoverWebhook.Recovered> result = world.recover.recover(webhook, SINCE, until, dryRun);
        return ((Result.Ok<RecoverWebhook.Recovered>) result).value();
    }

    @Test
    void what_failed_in_the_span_is_sent_again() {
        Webhook webhook = world.webhook(Webhooks.valid());
        for (int i = -2; i < 10; i++) {
            world.dead(webhook.key(), i);
        }

        assertThat(recover(webhook, SINCE.plusSeconds(5), false).count()).isEqualTo(5);

        assertThat(world.tick()).hasSize(5);
    }

    @Test
    void other_webhooks_are_left_alone() {
        Webhook webhook = world.webhook(Webhooks.valid());
        world.dead(world.webhook(Webhooks.valid().number(2)).key(), 1);

        assertThat(recover(webhook, null, false).count()).isZero();
    }

    @Test
    void a_dry_run_only_counts() {
        Webhook webhook = world.webhook(Webhooks.valid());
        world.dead(webhook.key(), 1);

        assertThat(recover(webhook, null, true).count()).isEqualTo(1);

        assertThat(world.due()).isEmpty();
    }

    @Test
    void the_rate_sets_the_pace_and_the_estimate() {
        Webhook webhook = world.webhook(Webhooks.valid().capacity(new Capacity(10, 30, Duration.ofSeconds(30))));
        for (int i = 0; i < 90; i++) {
            world.dead(webhook.key(), i);
        }

        // Three minutes of sending, after at most one of waiting for the tick.
        assertThat(recover(webhook, null, false).estimated()).isEqualTo(Duration.ofMinutes(4));
        assertThat(world.tick()).hasSize(30);
        assertThat(world.tickAMinuteLater()).hasSize(30);
        assertThat(world.tickAMinuteLater()).hasSize(30);
    }

    @Test
    void nothing_to_recover_takes_no_time() {
        assertThat(recover(world.webhook(Webhooks.valid()), null, false).estimated())
                .isZero();
    }

    @Test
    void a_disabled_webhook_recovers_nothing() {
        Webhook webhook = world.webhook(Webhooks.valid().disabled());

        Result<RecoverWebhook.Recovered> result = world.recover.recover(webhook, SINCE, null, false);

        assertThat(result)
                .isEqualTo(Result.refused(Refusal.of(ErrorCode.CONFLICT, "The webhook is disabled; enable it first.")));
    }
}
