package io.continuum.webhooks.lambda.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.admission.Life;
import io.continuum.webhooks.core.admission.StateStore;
import io.continuum.webhooks.core.contract.Parallel;
import io.continuum.webhooks.core.fake.Webhooks;
import io.continuum.webhooks.core.webhook.DisableWebhook;
import io.continuum.webhooks.core.webhook.DisableWebhook.Cause;
import io.continuum.webhooks.core.webhook.DisableWebhook.Outcome;
import io.continuum.webhooks.core.webhook.DisabledReason;
import io.continuum.webhooks.core.webhook.Webhook;
import io.continuum.webhooks.core.webhook.WebhookStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Disabling against what else happens to the webhook at that moment, over real transactions. */
class DisableWebhookTest {
    private static final Instant NOW = Webhooks.EPOCH;
    private static final Cause GONE = new Cause(DisabledReason.GONE, 1, NOW);

    private final Tables tables = TestDynamo.freshTables();
    private final WebhookStore webhooks = new DynamoWebhookStore(TestDynamo.client(), tables, () -> NOW);
    private final StateStore states = new DynamoStateStore(TestDynamo.client(), tables, () -> NOW, new Random(1));
    private final List<String> journal = Collections.synchronizedList(new ArrayList<>());
    private final DisableWebhook disable =
            new DisableWebhook(webhooks, states, (_, event, _) -> journal.add(event), () -> NOW);
    private final Webhook webhook = made();

    @AfterEach
    void drop_tables() {
        TestDynamo.drop(tables);
    }

    @Test
    void one_of_ten_at_once_disables_it() {
        List<Outcome> outcomes = Parallel.all(Collections.nCopies(10, () -> disable.disable(webhook.key(), GONE)));
        assertThat(outcomes).allMatch(outcome -> outcome instanceof Outcome.Disabled);
        assertThat(outcomes)
                .filteredOn(outcome -> outcome instanceof Outcome.Disabled disabled && !disabled.before())
                .hasSize(1);
        assertThat(current().version()).isEqualTo(2);
        assertThat(journal).containsExactly("webhook.disabled");
        assertThat(states.load(webhook.key()).orElseThrow().life()).isEqualTo(Life.DISABLED);
    }

    @Test
    void a_change_of_the_tenant_at_the_same_time_is_lost_by_neither() {
        List<Callable<Object>> calls = new ArrayList<>();
        calls.add(() -> disable.disable(webhook.key(), GONE));
        calls.addAll(IntStream.range(0, 4)
                .<Callable<Object>>mapToObj(i -> () -> renamed("uid-" + i))
                .toList());
        List<Object> results = Parallel.all(calls);
        assertThat(results.getFirst()).isInstanceOf(Outcome.Disabled.class);
        assertThat(current().active()).isFalse();
        assertThat(current().version()).as("every change happened").isEqualTo(6);
        assertThat(current().disabledReason()).isEqualTo("gone");
    }

    @Test
    void an_answer_to_a_version_before_the_last_release_changes_nothing() {
        Webhook off = webhook.disabled("gone", NOW);
        webhooks.update(webhook, off, false);
        Webhook on = off.changed(off.settings(), true, off.uid(), NOW);
        webhooks.update(off, on, true);
        assertThat(disable.disable(webhook.key(), GONE)).isEqualTo(new Outcome.Left());
        assertThat(current()).isEqualTo(on);
        Cause fresh = new Cause(DisabledReason.GONE, on.version(), NOW);
        assertThat(disable.disable(webhook.key(), fresh)).isInstanceOf(Outcome.Disabled.class);
    }

    @Test
    void a_deleted_webhook_is_left_alone() {
        webhooks.delete(webhook);
        assertThat(disable.disable(webhook.key(), GONE)).isEqualTo(new Outcome.Left());
    }

    @Test
    void what_failed_for_five_days_by_an_older_state_but_not_by_this_one_is_left_alone() {
        Cause failing = new Cause(DisabledReason.FAILING, 1, NOW);
        assertThat(disable.disable(webhook.key(), failing)).isEqualTo(new Outcome.Left());
        assertThat(current()).isEqualTo(webhook);
    }

    /** Changes the webhook as its tenant would, until it happens. */
    private boolean renamed(String uid) {
        while (true) {
            Webhook before = current();
            Webhook after = before.changed(before.settings(), before.active(), uid, NOW);
            if (webhooks.update(before, after, false) == WebhookStore.Change.DONE) {
                return true;
            }
        }
    }

    private Webhook made() {
        Webhook fresh = Webhooks.valid().build();
        webhooks.create(fresh, 100);
        return fresh;
    }

    private Webhook current() {
        return webhooks.find(webhook.key()).orElseThrow();
    }
}
