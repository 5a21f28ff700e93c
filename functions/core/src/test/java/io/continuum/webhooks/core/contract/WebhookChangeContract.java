package io.continuum.webhooks.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.admission.Capacity;
import io.continuum.webhooks.core.admission.Life;
import io.continuum.webhooks.core.admission.StateStore.Swap;
import io.continuum.webhooks.core.admission.Wake;
import io.continuum.webhooks.core.admission.WebhookState;
import io.continuum.webhooks.core.breaker.Breaker;
import io.continuum.webhooks.core.fake.Webhooks;
import io.continuum.webhooks.core.maintenance.WakeIndex.Due;
import io.continuum.webhooks.core.stats.Ending;
import io.continuum.webhooks.core.webhook.Webhook;
import io.continuum.webhooks.core.webhook.WebhookStore;
import io.continuum.webhooks.core.webhook.WebhookStore.Change;
import io.continuum.webhooks.core.webhook.WebhookStore.Page;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How a {@link WebhookStore} changes and removes webhooks. */
abstract class WebhookChangeContract extends WebhookCreationContract {
    @Test
    void an_update_replaces_the_version_it_was_made_from() {
        Webhook before = created(1);
        Webhook after = before.disabled("gone", NOW);
        assertThat(store.update(before, after, false)).isEqualTo(Change.DONE);
        assertThat(store.find(before.key())).contains(after);
    }

    @Test
    void an_update_of_an_older_version_loses() {
        Webhook before = created(1);
        Webhook winner = before.disabled("gone", NOW);
        store.update(before, winner, false);
        assertThat(store.update(before, touched(before), false)).isEqualTo(Change.LOST);
        assertThat(store.update(before, touched(before), true)).isEqualTo(Change.LOST);
        assertThat(store.find(before.key())).contains(winner);
    }

    @Test
    void one_of_ten_updates_at_once_happens() {
        Webhook before = created(1);
        Callable<Change> updating = () -> store.update(before, touched(before), false);
        List<Change> outcomes = Parallel.all(Collections.nCopies(10, updating));
        assertThat(outcomes).containsOnlyOnce(Change.DONE);
        assertThat(outcomes.stream().filter(Change.LOST::equals)).hasSize(9);
    }

    @Test
    void an_update_of_a_webhook_that_never_was_or_is_deleted_finds_it_gone() {
        Webhook never = Webhooks.valid().number(2).build();
        assertThat(store.update(never, touched(never), false)).isEqualTo(Change.GONE);
        assertThat(store.update(never, touched(never), true)).isEqualTo(Change.GONE);
        Webhook deleted = created(1);
        store.delete(deleted);
        assertThat(store.update(deleted, touched(deleted), false)).isEqualTo(Change.GONE);
        assertThat(store.update(deleted, touched(deleted), true)).isEqualTo(Change.GONE);
        assertThat(state(deleted).life()).isEqualTo(Life.DELETED);
    }

    @Test
    void an_update_cannot_take_the_uid_of_another_webhook() {
        created(Webhooks.valid().number(1).uid("crm"));
        Webhook before = created(Webhooks.valid().number(2).uid("erp"));
        assertThat(store.update(before, renamed(before, "crm"), false)).isEqualTo(Change.UID_TAKEN);
        assertThat(store.update(before, renamed(before, "crm"), true)).isEqualTo(Change.UID_TAKEN);
        assertThat(store.find(before.key())).contains(before);
        assertThat(store.findByUid(ACME, "erp")).contains(before.key().webhook());
    }

    @Test
    void an_update_moves_sets_and_removes_the_uid_and_frees_the_old_one() {
        Webhook first = created(1);
        Webhook second = renamed(first, "crm");
        assertThat(store.update(first, second, false)).isEqualTo(Change.DONE);
        assertThat(store.findByUid(ACME, "crm")).contains(first.key().webhook());
        Webhook third = renamed(second, "erp");
        assertThat(store.update(second, third, false)).isEqualTo(Change.DONE);
        assertThat(store.findByUid(ACME, "crm")).isEmpty();
        assertThat(store.findByUid(ACME, "erp")).contains(first.key().webhook());
        created(Webhooks.valid().number(2).uid("crm"));
        assertThat(store.update(third, renamed(third, null), false)).isEqualTo(Change.DONE);
        assertThat(store.findByUid(ACME, "erp")).isEmpty();
    }

    @Test
    void an_update_lands_in_the_state_at_its_next_revision_and_changes_nothing_else() {
        Webhook before = created(1);
        WebhookState old = swapped(States.full(state(before)));
        Capacity slower = new Capacity(2, 60, Duration.ofSeconds(7));
        Webhook after = with(before, slower).disabled("gone", NOW);
        store.update(before, after, false);
        WebhookState expected =
                old.configured(Life.DISABLED, after.version(), slower).atRevision(old.revision() + 1);
        assertThat(state(before)).isEqualTo(expected);
        assertThat(states.swap(old, old)).isEqualTo(new Swap.Lost(expected));
    }

    static Stream<Breaker> breakers() {
        return Stream.of(
                new Breaker.Closed(3),
                new Breaker.Open(NOW, NOW.plusSeconds(300), 2),
                new Breaker.HalfOpen(NOW, NOW.plusSeconds(40), 2));
    }

    @ParameterizedTest
    @MethodSource("breakers")
    void a_release_closes_the_breaker_and_wakes_what_waits(Breaker breaker) {
        Webhook before = created(Webhooks.valid().disabled("gone"));
        WebhookState old = swapped(state(before).with(breaker).with(new Wake(NOW.plusSeconds(900), 4)));
        Webhook after = before.changed(before.settings(), true, null, NOW);
        assertThat(store.update(before, after, true)).isEqualTo(Change.DONE);
        WebhookState now = state(before);
        assertThat(now)
                .isEqualTo(old.configured(Life.LIVE, 2, old.capacity())
                        .released(NOW)
                        .atRevision(old.revision() + 1));
        assertThat(now.breaker()).isEqualTo(Breaker.closed());
        assertThat(now.epoch()).isGreaterThan(old.epoch());
        assertThat(now.wake()).isEqualTo(new Wake(NOW, 4));
        assertThat(index.due(NOW, 10)).containsExactly(new Due.Wake(before.key()));
    }

    @Test
    void a_release_notes_its_version_and_stops_the_clock_of_failures_and_no_other_update_does() {
        Webhook first = created(1);
        assertThat(state(first).releasedVersion()).isEqualTo(1);
        Ending failure = new Ending(Ending.Effect.FINISHED, false, Duration.ZERO, NOW);
        swapped(state(first).with(state(first).stats().plus(failure)));
        Webhook second = touched(first);
        store.update(first, second, false);
        assertThat(state(first).releasedVersion()).isEqualTo(1);
        assertThat(state(first).stats().failingSince()).isNotNull();
        store.update(second, touched(second), true);
        assertThat(state(first).releasedVersion()).isEqualTo(3);
        assertThat(state(first).stats().failingSince()).isNull();
        assertThat(state(first).stats().failed()).isEqualTo(1);
    }

    @Test
    void a_release_wakes_a_webhook_of_which_nobody_noted_that_something_waits() {
        Webhook before = created(1);
        store.update(before, touched(before), true);
        assertThat(state(before).wake()).isEqualTo(new Wake(NOW, 0));
        assertThat(index.due(NOW, 10)).containsExactly(new Due.Wake(before.key()));
    }

    @Test
    void a_release_and_swaps_at_once_lose_nothing() {
        Webhook before = created(1);
        WebhookState old = swapped(state(before).with(new Breaker.Open(NOW, NOW.plusSeconds(300), 2)));
        Callable<Boolean> releasing = () -> store.update(before, touched(before), true) == Change.DONE;
        Callable<Boolean> adding = () -> {
            WebhookState seen = state(before);
            while (states.swap(seen, seen.with(seen.wake().added(NOW))) instanceof Swap.Lost(WebhookState now)) {
                seen = now;
            }
            return true;
        };
        List<Callable<Boolean>> calls = Stream.concat(
                        Stream.of(releasing), Stream.generate(() -> adding).limit(20))
                .toList();
        assertThat(Parallel.all(calls)).containsOnly(true);
        WebhookState now = state(before);
        assertThat(now.breaker()).isEqualTo(Breaker.closed());
        assertThat(now.configVersion()).isEqualTo(2);
        assertThat(now.wake().additions()).isEqualTo(20);
        assertThat(now.revision()).isEqualTo(old.revision() + 21);
    }

    @Test
    void deletion_leaves_a_tombstone_that_wakes_what_waits() {
        Webhook webhook = created(1);
        WebhookState old = swapped(state(webhook).with(new Wake(NOW.plusSeconds(900), 1)));
        assertThat(store.delete(webhook)).isTrue();
        assertThat(store.find(webhook.key())).isEmpty();
        assertThat(state(webhook)).isEqualTo(old.buried(NOW).atRevision(old.revision() + 1));
        assertThat(state(webhook).life()).isEqualTo(Life.DELETED);
        assertThat(index.due(NOW, 10)).containsExactly(new Due.Wake(webhook.key()));
    }

    @Test
    void a_webhook_is_deleted_once() {
        Webhook webhook = created(1);
        assertThat(store.delete(webhook)).isTrue();
        assertThat(store.delete(webhook)).isFalse();
        assertThat(store.delete(Webhooks.valid().number(2).build())).isFalse();
        assertThat(list(null, 0, 10)).isEqualTo(new Page(List.of(), false, 0));
    }

    @Test
    void one_of_ten_deletions_at_once_did_it() {
        Webhook webhook = created(Webhooks.valid().uid("crm"));
        created(2);
        Callable<Boolean> deleting = () -> store.delete(webhook);
        assertThat(Parallel.all(Collections.nCopies(10, deleting))).containsOnlyOnce(true);
        assertThat(list(null, 0, 10).total()).isEqualTo(1);
    }

    @Test
    void deletion_removes_the_version_it_names_and_no_other_and_frees_its_uid() {
        Webhook before = created(Webhooks.valid().number(1).uid("crm"));
        Webhook after = renamed(before, "erp").disabled("gone", NOW);
        store.update(before, after, false);
        assertThat(store.delete(before)).isFalse();
        assertThat(store.find(before.key())).contains(after);
        assertThat(store.delete(after)).isTrue();
        assertThat(store.find(before.key())).isEmpty();
        assertThat(store.findByUid(ACME, "erp")).isEmpty();
        assertThat(list(false, 0, 10).total()).isZero();
        created(Webhooks.valid().number(2).uid("erp"));
        created(Webhooks.valid().number(3).uid("crm"));
    }
}
