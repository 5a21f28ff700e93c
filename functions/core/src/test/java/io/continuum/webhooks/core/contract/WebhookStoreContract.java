package io.continuum.webhooks.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.admission.Capacity;
import io.continuum.webhooks.core.admission.Life;
import io.continuum.webhooks.core.admission.StateStore;
import io.continuum.webhooks.core.admission.StateStore.Swap;
import io.continuum.webhooks.core.admission.Wake;
import io.continuum.webhooks.core.admission.WebhookState;
import io.continuum.webhooks.core.breaker.Breaker;
import io.continuum.webhooks.core.fake.MutableClock;
import io.continuum.webhooks.core.fake.Webhooks;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.json.CanonicalJson;
import io.continuum.webhooks.core.maintenance.WakeIndex;
import io.continuum.webhooks.core.maintenance.WakeIndex.Due;
import io.continuum.webhooks.core.retry.RetryPolicy;
import io.continuum.webhooks.core.webhook.Webhook;
import io.continuum.webhooks.core.webhook.WebhookStore;
import io.continuum.webhooks.core.webhook.WebhookStore.Change;
import io.continuum.webhooks.core.webhook.WebhookStore.Creation;
import io.continuum.webhooks.core.webhook.WebhookStore.Page;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every {@link WebhookStore} does to one webhook. A test's stores share one world that is empty at first. */
public abstract class WebhookStoreContract {
    private static final TenantId ACME = Webhooks.TENANT;
    private static final Instant NOW = Instant.parse("2026-11-23T11:00:00.123456789Z");
    private static final Creation CREATED = new Creation.Created();

    private final MutableClock clock = new MutableClock(NOW);
    private WebhookStore store;
    private StateStore states;
    private WakeIndex index;

    /** Makes a store as another process would: it shares this test's world and nothing else. */
    protected abstract WebhookStore webhookStore(InstantSource clock);

    /** Makes a store of states in this test's world. */
    protected abstract StateStore stateStore(InstantSource clock);

    /** Makes the index of this test's world. */
    protected abstract WakeIndex wakeIndex();

    @BeforeEach
    final void open_stores() {
        store = webhookStore(clock);
        states = stateStore(clock);
        index = wakeIndex();
    }

    private Webhook created(Webhooks webhook) {
        Webhook made = webhook.build();
        assertThat(store.create(made, 1000)).isEqualTo(CREATED);
        return made;
    }

    private Webhook created(int number) {
        return created(Webhooks.valid().number(number));
    }

    private WebhookState state(Webhook webhook) {
        return states.load(webhook.key()).orElseThrow();
    }

    private WebhookState swapped(WebhookState next) {
        Swap swap = states.swap(next, next);
        assertThat(swap).isInstanceOf(Swap.Done.class);
        return ((Swap.Done) swap).state();
    }

    private static Webhook renamed(Webhook webhook, String uid) {
        return webhook.changed(webhook.settings(), webhook.active(), uid, NOW);
    }

    private static Webhook touched(Webhook webhook) {
        return renamed(webhook, webhook.uid());
    }

    private static Webhook with(Webhook webhook, Capacity capacity) {
        Webhook.Settings old = webhook.settings();
        Webhook.Settings settings = new Webhook.Settings(
                old.url(),
                old.events(),
                old.name(),
                old.description(),
                old.format(),
                old.retryPolicy(),
                capacity,
                old.metadata());
        return webhook.changed(settings, webhook.active(), webhook.uid(), NOW);
    }

    // Half-made webhooks

    @Test
    void an_announced_webhook_is_found_by_nobody() {
        Webhook announced = Webhooks.valid().uid("crm").build();
        store.announce(announced.key(), NOW.plusSeconds(60));
        assertThat(store.find(announced.key())).isEmpty();
        assertThat(store.findByUid(ACME, "crm")).isEmpty();
        assertThat(store.list(ACME, null, 0, 10)).isEqualTo(new Page(List.of(), 0));
        assertThat(store.all(ACME)).isEmpty();
        assertThat(states.load(announced.key())).isEmpty();
    }

    @Test
    void an_announced_webhook_is_half_made_from_its_deadline_on() {
        Webhook announced = Webhooks.valid().build();
        store.announce(announced.key(), NOW.plusSeconds(60));
        assertThat(index.due(NOW.plusSeconds(60).minusNanos(1), 10)).isEmpty();
        assertThat(index.due(NOW.plusSeconds(60), 10)).containsExactly(new Due.HalfMade(announced.key()));
    }

    @Test
    void a_retracted_announcement_is_forgotten() {
        Webhook announced = Webhooks.valid().build();
        store.announce(announced.key(), NOW);
        store.retract(announced.key());
        store.retract(announced.key());
        assertThat(index.due(NOW.plusSeconds(60), 10)).isEmpty();
    }

    @Test
    void creation_ends_the_announcement() {
        Webhook webhook = Webhooks.valid().build();
        store.announce(webhook.key(), NOW);
        assertThat(store.create(webhook, 10)).isEqualTo(CREATED);
        assertThat(index.due(NOW.plusSeconds(60), 10)).isEmpty();
        assertThat(store.find(webhook.key())).contains(webhook);
    }

    @Test
    void a_refused_creation_leaves_the_announcement() {
        created(Webhooks.valid().number(1).uid("crm"));
        Webhook refused = Webhooks.valid().number(2).uid("crm").build();
        store.announce(refused.key(), NOW);
        assertThat(store.create(refused, 10)).isEqualTo(new Creation.UidTaken());
        assertThat(index.due(NOW, 10)).containsExactly(new Due.HalfMade(refused.key()));
        assertThat(states.load(refused.key())).isEmpty();
    }

    // Creation

    static Stream<Webhook> webhooks() {
        CanonicalJson metadata =
                CanonicalJson.object().put("team", "søk \"1\"\n").put("n", 7).build();
        return Stream.of(
                Webhooks.valid().build(),
                Webhooks.valid().disabled().build(),
                Webhooks.valid().disabled("gone").build(),
                Webhooks.valid().url("http://localhost:8080/a?b=%20c").build(),
                Webhooks.valid()
                        .retryPolicy(policy("{\"preset\":\"standard\"}"))
                        .build(),
                Webhooks.valid()
                        .retryPolicy(policy("{\"schedule\":[0.5,10,3600]}"))
                        .build(),
                Webhooks.valid().retryPolicy(policy("{}")).build(),
                Webhooks.valid()
                        .uid("crm/1")
                        .events("memory.*", "*", "task.created")
                        .name("Søk")
                        .description("👋")
                        .metadata(metadata)
                        .capacity(new Capacity(1, 600, Duration.ofMillis(1500)))
                        .retryPolicy(policy("{\"max_attempts\":4,\"initial_delay\":1.5,\"backoff_multiplier\":2.5}"))
                        .build());
    }

    private static RetryPolicy policy(String json) {
        return switch (RetryPolicy.parse(CanonicalJson.ofCanonicalText(json).node())) {
            case RetryPolicy.Parsed.Ok(RetryPolicy policy) -> policy;
            case RetryPolicy.Parsed.Bad(var faults) -> throw new AssertionError(faults);
        };
    }

    @ParameterizedTest
    @MethodSource("webhooks")
    void a_webhook_comes_back_as_it_was(Webhook webhook) {
        assertThat(store.create(webhook, 10)).isEqualTo(CREATED);
        WebhookStore other = webhookStore(clock);
        assertThat(other.find(webhook.key())).contains(webhook);
        assertThat(other.all(ACME)).containsExactly(webhook);
        assertThat(other.list(ACME, null, 0, 1).webhooks()).containsExactly(webhook);
    }

    @Test
    void a_new_webhook_has_a_fresh_state_with_its_capacity_and_life() {
        Webhook webhook = created(Webhooks.valid().disabled().capacity(new Capacity(3, 30, Duration.ofSeconds(5))));
        assertThat(state(webhook))
                .isEqualTo(WebhookState.fresh(webhook.key(), webhook.settings().capacity(), NOW)
                        .configured(Life.DISABLED, 1, webhook.settings().capacity()));
    }

    @Test
    void the_same_creation_again_changes_nothing() {
        Webhook webhook = created(Webhooks.valid().uid("crm"));
        assertThat(store.create(webhook, 1000)).isEqualTo(CREATED);
        assertThat(store.list(ACME, null, 0, 10)).isEqualTo(new Page(List.of(webhook), 1));
    }

    @Test
    void one_of_ten_creations_at_once_gets_the_uid() {
        List<Webhook> ten = numbers(1, 10)
                .map(i -> Webhooks.valid().number(i).uid("crm").build())
                .toList();
        List<Creation> outcomes = Parallel.all(creating(ten, 1000));
        assertThat(outcomes).containsOnlyOnce(CREATED);
        assertThat(outcomes.stream().filter(new Creation.UidTaken()::equals)).hasSize(9);
        Webhook winner = ten.get(outcomes.indexOf(CREATED));
        assertThat(store.findByUid(ACME, "crm")).contains(winner.key().webhook());
        assertThat(store.list(ACME, null, 0, 10)).isEqualTo(new Page(List.of(winner), 1));
    }

    private List<Callable<Creation>> creating(List<Webhook> webhooks, int perHour) {
        return webhooks.stream()
                .<Callable<Creation>>map(webhook -> () -> store.create(webhook, perHour))
                .toList();
    }

    private static Stream<Integer> numbers(int from, int to) {
        return IntStream.rangeClosed(from, to).boxed();
    }

    @Test
    void fifty_creations_at_once_get_exactly_what_the_limit_leaves() {
        List<Webhook> fifty =
                numbers(1, 50).map(i -> Webhooks.valid().number(i).build()).toList();
        List<Creation> outcomes = Parallel.all(creating(fifty, 30));
        assertThat(outcomes.stream().filter(CREATED::equals)).hasSize(30);
        assertThat(outcomes.stream().filter(new Creation.TooMany(Duration.ofHours(1))::equals))
                .hasSize(20);
        assertThat(store.list(ACME, null, 0, 100).webhooks()).hasSize(30);
        assertThat(store.list(ACME, null, 0, 100).total()).isEqualTo(30);
    }

    @Test
    void who_made_too_many_may_make_one_after_the_time_told_and_not_before() {
        assertThat(store.create(Webhooks.valid().number(1).build(), 2)).isEqualTo(CREATED);
        clock.advance(Duration.ofMinutes(10));
        assertThat(store.create(Webhooks.valid().number(2).build(), 2)).isEqualTo(CREATED);
        clock.advance(Duration.ofMinutes(10));
        Webhook third = Webhooks.valid().number(3).build();
        assertThat(store.create(third, 2)).isEqualTo(tooMany(Duration.ofMinutes(40)));
        clock.advance(Duration.ofMinutes(40).minusNanos(1));
        assertThat(store.create(third, 2)).isEqualTo(tooMany(Duration.ofNanos(1)));
        clock.advance(Duration.ofNanos(1));
        assertThat(store.create(third, 2)).isEqualTo(CREATED);
        assertThat(store.create(Webhooks.valid().number(4).build(), 2)).isEqualTo(tooMany(Duration.ofMinutes(10)));
    }

    @Test
    void a_lower_limit_asks_for_the_time_when_enough_creations_are_over() {
        for (int i = 1; i <= 4; i++) {
            created(i);
            clock.advance(Duration.ofMinutes(10));
        }
        assertThat(store.create(Webhooks.valid().number(5).build(), 2)).isEqualTo(tooMany(Duration.ofMinutes(40)));
        assertThat(store.create(Webhooks.valid().number(5).build(), 0)).isEqualTo(tooMany(Duration.ofHours(1)));
    }

    @Test
    void deletion_does_not_give_a_creation_back_and_a_refused_one_does_not_count() {
        Webhook first = created(Webhooks.valid().number(1).uid("crm"));
        assertThat(store.create(Webhooks.valid().number(2).uid("crm").build(), 2))
                .isEqualTo(new Creation.UidTaken());
        created(3);
        store.delete(first);
        assertThat(store.create(Webhooks.valid().number(4).build(), 2)).isEqualTo(tooMany(Duration.ofHours(1)));
    }

    @Test
    void the_limit_of_a_tenant_is_not_that_of_another() {
        assertThat(store.create(Webhooks.valid().build(), 1)).isEqualTo(CREATED);
        assertThat(store.create(Webhooks.valid().tenant("other").build(), 1)).isEqualTo(CREATED);
    }

    private static Creation tooMany(Duration retryAfter) {
        return new Creation.TooMany(retryAfter);
    }

    // Updates

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
    void a_release_wakes_nothing_where_nothing_waits() {
        Webhook before = created(1);
        store.update(before, touched(before), true);
        assertThat(state(before).wake()).isEqualTo(Wake.NONE);
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

    // Deletion

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
        assertThat(store.list(ACME, null, 0, 10)).isEqualTo(new Page(List.of(), 0));
    }

    @Test
    void one_of_ten_deletions_at_once_did_it() {
        Webhook webhook = created(Webhooks.valid().uid("crm"));
        created(2);
        Callable<Boolean> deleting = () -> store.delete(webhook);
        assertThat(Parallel.all(Collections.nCopies(10, deleting))).containsOnlyOnce(true);
        assertThat(store.list(ACME, null, 0, 10).total()).isEqualTo(1);
    }

    @Test
    void deletion_removes_whatever_version_there_is_and_frees_its_uid() {
        Webhook before = created(Webhooks.valid().number(1).uid("crm"));
        Webhook after = renamed(before, "erp").disabled("gone", NOW);
        store.update(before, after, false);
        assertThat(store.delete(before)).isTrue();
        assertThat(store.find(before.key())).isEmpty();
        assertThat(store.findByUid(ACME, "erp")).isEmpty();
        assertThat(store.list(ACME, false, 0, 10).total()).isZero();
        created(Webhooks.valid().number(2).uid("erp"));
        created(Webhooks.valid().number(3).uid("crm"));
    }

    // Lists

    @Test
    void webhooks_are_listed_oldest_first_in_pages() {
        List<Webhook> seven = List.of(5, 3, 1, 7, 2, 6, 4).stream()
                .map(this::created)
                .sorted(Comparator.comparing(Webhook::createdAt))
                .toList();
        assertThat(store.list(ACME, null, 0, 250)).isEqualTo(new Page(seven, 7));
        assertThat(store.list(ACME, null, 0, 3)).isEqualTo(new Page(seven.subList(0, 3), 7));
        assertThat(store.list(ACME, null, 3, 3)).isEqualTo(new Page(seven.subList(3, 6), 7));
        assertThat(store.list(ACME, null, 6, 3)).isEqualTo(new Page(seven.subList(6, 7), 7));
        assertThat(store.list(ACME, null, 7, 3)).isEqualTo(new Page(List.of(), 7));
        assertThat(store.list(ACME, null, 10_000, 3)).isEqualTo(new Page(List.of(), 7));
    }

    @Test
    void webhooks_are_listed_by_whether_they_are_active() {
        Map<Boolean, List<Webhook>> byActive = numbers(1, 9)
                .map(i -> i % 3 == 0 ? created(Webhooks.valid().number(i).disabled()) : created(i))
                .collect(Collectors.partitioningBy(Webhook::active));
        List<Webhook> active = byActive.get(true);
        List<Webhook> disabled = byActive.get(false);
        assertThat(store.list(ACME, true, 0, 10)).isEqualTo(new Page(active, 6));
        assertThat(store.list(ACME, true, 1, 2)).isEqualTo(new Page(active.subList(1, 3), 6));
        assertThat(store.list(ACME, false, 0, 2)).isEqualTo(new Page(disabled.subList(0, 2), 3));
        assertThat(store.list(ACME, false, 2, 2)).isEqualTo(new Page(disabled.subList(2, 3), 3));
        store.update(active.getFirst(), active.getFirst().disabled("gone", NOW), false);
        store.delete(disabled.getLast());
        assertThat(store.list(ACME, true, 0, 10).total()).isEqualTo(5);
        assertThat(store.list(ACME, false, 0, 10).total()).isEqualTo(3);
        assertThat(store.list(ACME, null, 0, 10).total()).isEqualTo(8);
    }

    // All webhooks of a tenant, as another process sees them

    @Test
    void another_process_sees_every_single_change_at_once() {
        WebhookStore other = webhookStore(clock);
        assertThat(other.all(ACME)).isEmpty();
        Webhook first = created(1);
        assertThat(other.all(ACME)).containsExactly(first);
        Webhook second = created(2);
        assertThat(other.all(ACME)).containsExactly(first, second);
        Webhook changed = renamed(second, "crm");
        store.update(second, changed, true);
        assertThat(other.all(ACME)).containsExactly(first, changed);
        Webhook disabled = first.disabled("gone", NOW);
        store.update(first, disabled, false);
        assertThat(other.all(ACME)).containsExactly(disabled, changed);
        store.delete(disabled);
        assertThat(other.all(ACME)).containsExactly(changed);
        store.delete(changed);
        assertThat(other.all(ACME)).isEmpty();
        assertThat(store.all(ACME)).isEmpty();
    }

    @Test
    void another_process_sees_exactly_what_thirty_changes_at_once_left() {
        List<Webhook> before = numbers(1, 20).map(this::created).toList();
        WebhookStore other = webhookStore(clock);
        assertThat(other.all(ACME)).containsExactlyElementsOf(before);
        List<Webhook> updated = before.subList(0, 10).stream()
                .map(WebhookStoreContract::touched)
                .toList();
        List<Webhook> fresh =
                numbers(21, 30).map(i -> Webhooks.valid().number(i).build()).toList();
        Stream<Callable<Boolean>> changes = numbers(0, 9)
                .flatMap(i -> Stream.<Callable<Boolean>>of(
                        () -> store.update(before.get(i), updated.get(i), false) == Change.DONE,
                        () -> store.delete(before.get(10 + i)),
                        () -> store.create(fresh.get(i), 1000).equals(CREATED)));
        // Looks while it happens must not spoil what is seen afterwards.
        Stream<Callable<Boolean>> looks =
                numbers(1, 10).map(_ -> () -> other.all(ACME).size() >= 10);
        assertThat(Parallel.all(Stream.concat(changes, looks).toList())).containsOnly(true);
        List<Webhook> after = Stream.concat(updated.stream(), fresh.stream()).toList();
        assertThat(other.all(ACME)).containsExactlyElementsOf(after);
        assertThat(webhookStore(clock).all(ACME)).containsExactlyElementsOf(after);
        assertThat(store.list(ACME, null, 0, 100)).isEqualTo(new Page(after, 20));
    }

    // Tenants

    @Test
    void a_tenant_never_sees_or_changes_what_another_has() {
        Webhook mine = created(Webhooks.valid().uid("crm"));
        Webhook theirs = created(Webhooks.valid().tenant("other").uid("crm").disabled());
        TenantId other = theirs.key().tenant();
        assertThat(mine.key().webhook()).isEqualTo(theirs.key().webhook());
        assertThat(store.all(ACME)).containsExactly(mine);
        assertThat(store.all(other)).containsExactly(theirs);
        assertThat(store.list(other, null, 0, 10)).isEqualTo(new Page(List.of(theirs), 1));
        assertThat(store.list(other, true, 0, 10).total()).isZero();
        WebhookState before = state(mine);
        store.update(theirs, renamed(theirs, "erp"), true);
        assertThat(store.delete(theirs)).isTrue();
        assertThat(store.find(mine.key())).contains(mine);
        assertThat(store.findByUid(ACME, "crm")).contains(mine.key().webhook());
        assertThat(state(mine)).isEqualTo(before);
        assertThat(store.all(new TenantId("acm"))).isEmpty();
    }
}
