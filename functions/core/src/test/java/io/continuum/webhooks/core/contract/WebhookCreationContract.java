package io.continuum.webhooks.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.admission.Capacity;
import io.continuum.webhooks.core.admission.Life;
import io.continuum.webhooks.core.admission.WebhookState;
import io.continuum.webhooks.core.fake.Webhooks;
import io.continuum.webhooks.core.json.CanonicalJson;
import io.continuum.webhooks.core.maintenance.WakeIndex.Due;
import io.continuum.webhooks.core.retry.RetryPolicy;
import io.continuum.webhooks.core.webhook.Webhook;
import io.continuum.webhooks.core.webhook.WebhookStore;
import io.continuum.webhooks.core.webhook.WebhookStore.Creation;
import io.continuum.webhooks.core.webhook.WebhookStore.Page;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How a {@link WebhookStore} makes webhooks. */
abstract class WebhookCreationContract extends WebhookStoreWorld {
    @Test
    void an_announced_webhook_is_found_by_nobody() {
        Webhook announced = Webhooks.valid().uid("crm").build();
        store.announce(announced.key(), NOW.plusSeconds(60));
        assertThat(store.find(announced.key())).isEmpty();
        assertThat(store.findByUid(ACME, "crm")).isEmpty();
        assertThat(list(null, 0, 10)).isEqualTo(new Page(List.of(), false, 0));
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
        assertThat(other.list(ACME, new WebhookStore.Query(null, null, 0, 1)).webhooks())
                .containsExactly(webhook);
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
        assertThat(list(null, 0, 10)).isEqualTo(new Page(List.of(webhook), false, 1));
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
        assertThat(list(null, 0, 10)).isEqualTo(new Page(List.of(winner), false, 1));
    }

    private List<Callable<Creation>> creating(List<Webhook> webhooks, int perHour) {
        return webhooks.stream()
                .<Callable<Creation>>map(webhook -> () -> store.create(webhook, perHour))
                .toList();
    }

    @Test
    void fifty_creations_at_once_get_exactly_what_the_limit_leaves() {
        List<Webhook> fifty =
                numbers(1, 50).map(i -> Webhooks.valid().number(i).build()).toList();
        List<Creation> outcomes = Parallel.all(creating(fifty, 30));
        assertThat(outcomes.stream().filter(CREATED::equals)).hasSize(30);
        assertThat(outcomes.stream().filter(new Creation.TooMany(Duration.ofHours(1))::equals))
                .hasSize(20);
        assertThat(list(null, 0, 100).webhooks()).hasSize(30);
        assertThat(list(null, 0, 100).total()).isEqualTo(30);
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
}
