package io.continuum.webhooks.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.admission.Life;
import io.continuum.webhooks.core.admission.RateWindow;
import io.continuum.webhooks.core.admission.StateStore;
import io.continuum.webhooks.core.admission.StateStore.Swap;
import io.continuum.webhooks.core.admission.Wake;
import io.continuum.webhooks.core.admission.WebhookState;
import io.continuum.webhooks.core.breaker.Breaker;
import io.continuum.webhooks.core.fake.MutableClock;
import io.continuum.webhooks.core.fake.Webhooks;
import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.webhook.Webhook;
import io.continuum.webhooks.core.webhook.WebhookStore;
import io.continuum.webhooks.core.webhook.WebhookStore.Creation;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link StateStore} does. A test's stores share one world that is empty at first. */
public abstract class StateStoreContract {
    private static final Instant NOW = Webhooks.EPOCH;

    private final MutableClock clock = new MutableClock(NOW);
    private StateStore store;
    private WebhookStore webhooks;

    /** Makes a store as another process would: it shares this test's world and nothing else. */
    protected abstract StateStore stateStore(InstantSource clock);

    /** Makes the store that makes and removes the states. */
    protected abstract WebhookStore webhookStore(InstantSource clock);

    @BeforeEach
    final void open_stores() {
        store = stateStore(clock);
        webhooks = webhookStore(clock);
    }

    protected final StateStore store() {
        return store;
    }

    /** Makes a webhook and returns its state. */
    protected final WebhookState made(Webhook webhook) {
        assertThat(webhooks.create(webhook, 100)).isEqualTo(new Creation.Created());
        return store.load(webhook.key()).orElseThrow();
    }

    /** Returns the new state of a swap that happened. */
    protected static WebhookState done(Swap swap) {
        assertThat(swap).isInstanceOf(Swap.Done.class);
        return ((Swap.Done) swap).state();
    }

    private WebhookState fresh() {
        return made(Webhooks.valid().build());
    }

    private static WebhookState used(WebhookState state, int requests) {
        return state.with(state.slots(), new RateWindow(1, requests));
    }

    @Test
    void a_new_webhook_has_a_fresh_state() {
        Webhook webhook = Webhooks.valid().build();
        WebhookState expected =
                WebhookState.fresh(webhook.key(), webhook.settings().capacity(), NOW);
        assertThat(made(webhook)).isEqualTo(expected);
    }

    @Test
    void a_webhook_that_was_never_made_has_no_state() {
        WebhookKey key = Webhooks.valid().build().key();
        assertThat(store.load(key)).isEmpty();
        assertThat(store.peek(key)).isEmpty();
        assertThat(store.loadAll(List.of(key))).isEmpty();
        assertThat(store.loadAll(List.of())).isEmpty();
    }

    @Test
    void a_swap_replaces_the_state_at_the_next_revision() {
        WebhookState fresh = fresh();
        WebhookState next = used(fresh, 7);
        WebhookState swapped = done(store.swap(fresh, next));
        assertThat(swapped).isEqualTo(next.atRevision(fresh.revision() + 1));
        assertThat(stateStore(clock).load(fresh.key())).contains(swapped);
    }

    @Test
    void a_swap_that_comes_too_late_loses_and_learns_the_value_now() {
        WebhookState fresh = fresh();
        WebhookState winner = done(stateStore(clock).swap(fresh, used(fresh, 1)));
        assertThat(store.swap(fresh, used(fresh, 2))).isEqualTo(new Swap.Lost(winner));
        assertThat(store.load(fresh.key())).contains(winner);
    }

    @Test
    void the_same_swap_a_second_time_loses() {
        WebhookState fresh = fresh();
        WebhookState swapped = done(store.swap(fresh, used(fresh, 1)));
        assertThat(store.swap(fresh, used(fresh, 1))).isEqualTo(new Swap.Lost(swapped));
    }

    @Test
    void a_swap_of_a_state_that_never_was_finds_it_gone_and_makes_none() {
        Webhook unknown = Webhooks.valid().build();
        WebhookState never =
                WebhookState.fresh(unknown.key(), unknown.settings().capacity(), NOW);
        assertThat(store.swap(never, used(never, 1))).isEqualTo(new Swap.Gone());
        assertThat(store.load(unknown.key())).isEmpty();
    }

    @Test
    void peek_gives_what_this_process_saw_last() {
        WebhookState fresh = fresh();
        assertThat(store.peek(fresh.key())).contains(fresh);
        WebhookState swapped = done(store.swap(fresh, used(fresh, 1)));
        assertThat(store.peek(fresh.key())).contains(swapped);
        StateStore other = stateStore(clock);
        assertThat(other.peek(fresh.key())).isEmpty();
        WebhookState newer = done(other.swap(swapped, used(swapped, 2)));
        assertThat(store.peek(fresh.key())).contains(swapped);
        assertThat(store.swap(swapped, used(swapped, 3))).isEqualTo(new Swap.Lost(newer));
        assertThat(store.peek(fresh.key())).contains(newer);
    }

    @Test
    void twenty_threads_that_swap_lose_nothing() {
        WebhookState fresh = fresh();
        int threads = 20;
        int each = 5;
        long all = 100;
        Callable<Integer> adding = () -> {
            for (int i = 0; i < each; i++) {
                addOne(fresh);
            }
            return each;
        };
        Parallel.all(Collections.nCopies(threads, adding));
        WebhookState end = store.load(fresh.key()).orElseThrow();
        assertThat(end.wake().additions()).isEqualTo(all);
        assertThat(end.revision()).isEqualTo(fresh.revision() + all);
    }

    private void addOne(WebhookState first) {
        WebhookState seen = store.peek(first.key()).orElseThrow();
        while (store.swap(seen, seen.with(seen.wake().added(NOW))) instanceof Swap.Lost(WebhookState current)) {
            seen = current;
        }
    }

    static Stream<Breaker> breakers() {
        return Stream.of(
                new Breaker.Closed(0),
                new Breaker.Closed(4),
                new Breaker.Open(NOW, NOW.plusNanos(1), 3),
                new Breaker.HalfOpen(NOW, NOW.plusSeconds(300), 2));
    }

    @ParameterizedTest
    @MethodSource("breakers")
    void every_breaker_comes_back_as_it_was(Breaker breaker) {
        WebhookState full = States.full(fresh());
        comesBack(full.with(breaker));
    }

    @Test
    void a_breaker_replaces_one_of_another_kind() {
        WebhookState state = fresh();
        for (Breaker breaker : List.of(
                new Breaker.Open(NOW, NOW.plusNanos(1), 3),
                new Breaker.Closed(1),
                new Breaker.HalfOpen(NOW, NOW.plusNanos(2), 4),
                new Breaker.Closed(0))) {
            state = comesBack(state.with(breaker));
        }
    }

    @Test
    void a_full_state_comes_back_as_it_was_and_so_does_an_empty_one_after_it() {
        WebhookState fresh = fresh();
        WebhookState full = comesBack(States.full(fresh));
        comesBack(fresh.atRevision(full.revision()));
    }

    @Test
    void how_far_a_drain_is_comes_back_and_so_does_that_there_is_none() {
        WebhookState draining = comesBack(States.draining(fresh()));
        assertThat(draining.drain()).isNotNull();
        assertThat(comesBack(draining.draining(null)).drain()).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 20})
    void slots_come_back_in_their_order(int count) {
        WebhookState fresh = fresh();
        comesBack(fresh.with(States.slots(fresh, count).reversed(), new RateWindow(29_000_000, count)));
    }

    @Test
    void a_wake_is_set_moved_and_cleared() {
        WebhookState state = fresh();
        for (Wake wake :
                List.of(new Wake(NOW, 1), new Wake(Instant.parse("2026-11-23T10:00:00Z"), 1), new Wake(null, 1))) {
            state = comesBack(state.with(wake));
        }
    }

    @ParameterizedTest
    @MethodSource("lives")
    void every_life_comes_back_as_it_was(Life life) {
        WebhookState fresh = fresh();
        comesBack(fresh.configured(life, 3, fresh.capacity()));
    }

    static Stream<Life> lives() {
        return Stream.of(Life.values());
    }

    /** Writes a state, reads it in another process, and returns it. */
    private WebhookState comesBack(WebhookState next) {
        WebhookState swapped = done(store.swap(next, next));
        assertThat(swapped).isEqualTo(next.atRevision(next.revision() + 1));
        assertThat(stateStore(clock).load(next.key())).contains(swapped);
        return swapped;
    }

    @Test
    void the_states_that_exist_are_loaded_together() {
        WebhookState first = made(Webhooks.valid().number(1).build());
        WebhookState second = made(Webhooks.valid().number(2).build());
        WebhookState other = made(Webhooks.valid().number(2).tenant("other").build());
        WebhookKey none = Webhooks.valid().number(3).build().key();
        List<WebhookKey> keys = List.of(none, second.key(), first.key(), other.key(), first.key());
        assertThat(store.loadAll(keys)).containsExactlyInAnyOrder(first, second, other);
    }

    @Test
    void more_than_a_hundred_states_are_loaded_together() {
        List<WebhookState> made = Stream.iterate(1, i -> i <= 101, i -> i + 1)
                .map(i -> made(Webhooks.valid().number(i).tenant("t" + i % 2).build()))
                .toList();
        assertThat(store.loadAll(made.stream().map(WebhookState::key).toList()))
                .containsExactlyInAnyOrderElementsOf(made);
    }

    @Test
    void a_tenant_never_reaches_the_state_of_another_with_the_same_id() {
        WebhookState mine = fresh();
        WebhookState theirs = made(Webhooks.valid().tenant("other").build());
        done(store.swap(theirs, used(theirs, 9)));
        assertThat(store.load(mine.key())).contains(mine);
    }

    @ParameterizedTest
    @ValueSource(strings = {"W", "H", "C", "E", "T", "-", "_", "0"})
    void a_tenant_may_have_any_name(String tenant) {
        comesBack(States.full(made(Webhooks.valid().tenant(tenant).build())));
    }

    @Test
    void a_tombstone_can_be_swapped_and_is_over_after_forty_days() {
        Webhook webhook = Webhooks.valid().build();
        made(webhook);
        assertThat(webhooks.delete(webhook)).isTrue();
        WebhookState tombstone = store.load(webhook.key()).orElseThrow();
        WebhookState swapped = done(store.swap(tombstone, used(tombstone, 1)));
        assertThat(swapped.life()).isEqualTo(Life.DELETED);
        clock.advance(Duration.ofDays(40).minusSeconds(1));
        assertThat(store.load(webhook.key())).contains(swapped);
        clock.advance(Duration.ofSeconds(3));
        assertThat(store.load(webhook.key())).isEmpty();
        assertThat(store.loadAll(List.of(webhook.key()))).isEmpty();
        assertThat(store.peek(webhook.key())).isEmpty();
    }
}
