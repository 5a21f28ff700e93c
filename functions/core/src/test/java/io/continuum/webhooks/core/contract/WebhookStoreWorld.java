package io.continuum.webhooks.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.admission.Capacity;
import io.continuum.webhooks.core.admission.StateStore;
import io.continuum.webhooks.core.admission.StateStore.Swap;
import io.continuum.webhooks.core.admission.WebhookState;
import io.continuum.webhooks.core.fake.MutableClock;
import io.continuum.webhooks.core.fake.Webhooks;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.maintenance.WakeIndex;
import io.continuum.webhooks.core.webhook.Webhook;
import io.continuum.webhooks.core.webhook.WebhookStore;
import io.continuum.webhooks.core.webhook.WebhookStore.Creation;
import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;

/** A world for the contracts of {@link WebhookStore}: its stores, its clock and what their tests do with them. */
abstract class WebhookStoreWorld {
    static final TenantId ACME = Webhooks.TENANT;
    static final Instant NOW = Instant.parse("2026-11-23T11:00:00.123456789Z");
    static final Creation CREATED = new Creation.Created();

    final MutableClock clock = new MutableClock(NOW);
    WebhookStore store;
    StateStore states;
    WakeIndex index;

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

    final Webhook created(Webhooks webhook) {
        Webhook made = webhook.build();
        assertThat(store.create(made, 1000)).isEqualTo(CREATED);
        return made;
    }

    final Webhook created(int number) {
        return created(Webhooks.valid().number(number));
    }

    final WebhookStore.Page list(Boolean active, int offset, int limit) {
        return store.list(ACME, new WebhookStore.Query(active, null, offset, limit));
    }

    final WebhookState state(Webhook webhook) {
        return states.load(webhook.key()).orElseThrow();
    }

    final WebhookState swapped(WebhookState next) {
        Swap swap = states.swap(next, next);
        assertThat(swap).isInstanceOf(Swap.Done.class);
        return ((Swap.Done) swap).state();
    }

    static Webhook renamed(Webhook webhook, String uid) {
        return webhook.changed(webhook.settings(), webhook.active(), uid, NOW);
    }

    static Webhook touched(Webhook webhook) {
        return renamed(webhook, webhook.uid());
    }

    static Webhook with(Webhook webhook, Capacity capacity) {
        Webhook.Settings old = webhook.settings();
        Webhook.Settings settings = new Webhook.Settings(
                old.url(),
                old.events(),
                old.filter(),
                old.name(),
                old.description(),
                old.wire(),
                old.retryPolicy(),
                capacity,
                old.metadata());
        return webhook.changed(settings, webhook.active(), webhook.uid(), NOW);
    }

    static Stream<Integer> numbers(int from, int to) {
        return IntStream.rangeClosed(from, to).boxed();
    }
}
