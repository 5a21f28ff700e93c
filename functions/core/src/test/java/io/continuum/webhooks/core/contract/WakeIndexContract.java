package io.continuum.webhooks.core.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.continuum.webhooks.core.admission.StateStore;
import io.continuum.webhooks.core.admission.StateStore.Swap;
import io.continuum.webhooks.core.admission.Wake;
import io.continuum.webhooks.core.admission.WebhookState;
import io.continuum.webhooks.core.fake.MutableClock;
import io.continuum.webhooks.core.fake.Webhooks;
import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.maintenance.WakeIndex;
import io.continuum.webhooks.core.maintenance.WakeIndex.Due;
import io.continuum.webhooks.core.problem.Unavailable;
import io.continuum.webhooks.core.webhook.Webhook;
import io.continuum.webhooks.core.webhook.WebhookStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link WakeIndex} does. A test's stores share one world that is empty at first. */
public abstract class WakeIndexContract {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    private final MutableClock clock = new MutableClock(NOW);
    private WakeIndex index;
    private StateStore states;
    private WebhookStore webhooks;

    /** Makes the index of this test's world. */
    protected abstract WakeIndex wakeIndex();

    /** Makes a store of states in this test's world. */
    protected abstract StateStore stateStore(InstantSource clock);

    /** Makes a store of configurations in this test's world. */
    protected abstract WebhookStore webhookStore(InstantSource clock);

    @BeforeEach
    final void open_stores() {
        index = wakeIndex();
        states = stateStore(clock);
        webhooks = webhookStore(clock);
    }

    private WebhookKey waking(int number, Instant at) {
        return waking(Webhooks.valid().number(number).build(), at);
    }

    private WebhookKey waking(Webhook webhook, Instant at) {
        webhooks.create(webhook, 1000);
        wake(webhook.key(), at);
        return webhook.key();
    }

    private void wake(WebhookKey key, Instant at) {
        WebhookState state = states.load(key).orElseThrow();
        Wake wake = at == null ? state.wake().movedTo(null) : new Wake(at, 1);
        assertThat(states.swap(state, state.with(wake))).isInstanceOf(Swap.Done.class);
    }

    @Test
    void nothing_is_due_in_an_empty_world() {
        assertThat(index.due(NOW, 10)).isEmpty();
    }

    @Test
    void a_webhook_that_nothing_waits_for_is_never_due() {
        webhooks.create(Webhooks.valid().build(), 10);
        assertThat(index.due(Instant.parse("9999-01-01T00:00:00Z"), 10)).isEmpty();
    }

    @Test
    void a_wake_is_due_from_its_time_on() {
        WebhookKey key = waking(1, NOW);
        assertThat(index.due(NOW.minusNanos(1), 10)).isEmpty();
        assertThat(index.due(NOW, 10)).containsExactly(new Due.Wake(key));
        assertThat(index.due(NOW.plusSeconds(86_400), 10)).containsExactly(new Due.Wake(key));
    }

    @Test
    void what_is_due_longest_comes_first_whatever_kind_it_is() {
        WebhookKey second = waking(1, NOW.plusNanos(1));
        WebhookKey fourth = waking(2, NOW.plusSeconds(2));
        WebhookKey first = waking(3, NOW);
        WebhookKey third = Webhooks.valid().number(4).build().key();
        webhooks.announce(third, NOW.plusMillis(500));
        assertThat(index.due(NOW.plusSeconds(2), 10))
                .containsExactly(
                        new Due.Wake(first), new Due.Wake(second), new Due.HalfMade(third), new Due.Wake(fourth));
    }

    @Test
    void a_limit_leaves_the_youngest_out() {
        List<Due> expected = new ArrayList<>();
        for (int i = 1; i <= 30; i++) {
            expected.add(new Due.Wake(waking(i, NOW.plusMillis(i))));
        }
        assertThat(index.due(NOW.plusSeconds(1), 100)).containsExactlyElementsOf(expected);
        assertThat(index.due(NOW.plusSeconds(1), 7)).containsExactlyElementsOf(expected.subList(0, 7));
        assertThat(index.due(NOW.plusSeconds(1), 1)).containsExactlyElementsOf(expected.subList(0, 1));
    }

    @Test
    void a_cleared_wake_is_gone() {
        WebhookKey key = waking(1, NOW);
        WebhookKey other = waking(2, NOW);
        wake(key, null);
        assertThat(index.due(NOW.plusSeconds(60), 10)).containsExactly(new Due.Wake(other));
    }

    @Test
    void a_moved_wake_is_due_at_its_new_time_only() {
        WebhookKey key = waking(1, NOW);
        wake(key, NOW.plusSeconds(60));
        assertThat(index.due(NOW.plusSeconds(59), 10)).isEmpty();
        assertThat(index.due(NOW.plusSeconds(60), 10)).containsExactly(new Due.Wake(key));
    }

    @Test
    void a_deleted_webhook_that_something_waits_for_is_due_now() {
        Webhook webhook = Webhooks.valid().build();
        WebhookKey key = waking(webhook, NOW.plusSeconds(600));
        webhooks.delete(webhook);
        assertThat(index.due(NOW, 10)).containsExactly(new Due.Wake(key));
    }

    @Test
    void an_announcement_that_is_due_is_taken_over_once_and_one_that_was_made_anew_is_not() {
        WebhookKey key = Webhooks.valid().number(4).build().key();
        Instant later = NOW.plusSeconds(120);
        assertThat(webhooks.takeOver(key, NOW, later)).as("never announced").isFalse();
        webhooks.announce(key, NOW);

        assertThat(webhooks.takeOver(key, NOW, later)).isTrue();
        assertThat(webhooks.takeOver(key, NOW, later)).isFalse();
        assertThat(index.due(NOW.plusSeconds(60), 10)).isEmpty();
        assertThat(index.due(later, 10)).containsExactly(new Due.HalfMade(key));
    }

    @Test
    void what_is_being_removed_is_announced_by_nobody_until_it_is_retracted() {
        WebhookKey key = Webhooks.valid().number(4).build().key();
        Instant later = NOW.plusSeconds(120);
        webhooks.announce(key, NOW);
        webhooks.takeOver(key, NOW, later);

        assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> webhooks.announce(key, NOW.plusSeconds(300)));
        assertThat(index.due(later, 10)).containsExactly(new Due.HalfMade(key));

        webhooks.retract(key, later);
        webhooks.announce(key, NOW.plusSeconds(300));
        assertThat(index.due(NOW.plusSeconds(300), 10)).containsExactly(new Due.HalfMade(key));
    }

    @Test
    void what_was_being_removed_by_one_that_died_is_taken_over_again_when_it_is_due() {
        WebhookKey key = Webhooks.valid().number(4).build().key();
        Instant later = NOW.plusSeconds(120);
        webhooks.announce(key, NOW);
        webhooks.takeOver(key, NOW, later);

        assertThat(webhooks.takeOver(key, later, NOW.plusSeconds(240))).isTrue();
        webhooks.retract(key, NOW.plusSeconds(240));

        assertThat(index.due(NOW.plusSeconds(300), 10)).isEmpty();
    }

    @Test
    void an_announcement_that_was_made_anew_outlives_the_removal_of_the_one_before() {
        WebhookKey key = Webhooks.valid().number(4).build().key();
        webhooks.announce(key, NOW.plusSeconds(300));

        webhooks.retract(key, NOW.plusSeconds(120));
        assertThat(index.due(NOW.plusSeconds(300), 10)).containsExactly(new Due.HalfMade(key));

        webhooks.retract(key, NOW.plusSeconds(300));
        assertThat(index.due(NOW.plusSeconds(300), 10)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"W", "H", "C", "T", "-", "_"})
    void the_name_of_a_tenant_does_not_matter(String tenant) {
        WebhookKey wake = waking(Webhooks.valid().tenant(tenant).number(1).build(), NOW);
        WebhookKey halfMade = Webhooks.valid().tenant(tenant).number(2).build().key();
        webhooks.announce(halfMade, NOW.plusSeconds(1));
        assertThat(index.due(NOW.plusSeconds(1), 10)).containsExactly(new Due.Wake(wake), new Due.HalfMade(halfMade));
    }
}
