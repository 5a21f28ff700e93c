package io.continuum.webhooks.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.fake.MutableClock;
import io.continuum.webhooks.core.fake.Webhooks;
import io.continuum.webhooks.core.maintenance.MovePass;
import io.continuum.webhooks.core.maintenance.WebhookWalk;
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

/** What every {@link WebhookWalk} does. A test's stores share one world that is empty at first. */
public abstract class WebhookWalkContract {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00.000000001Z");
    private static final MovePass FIRST = new MovePass("here", NOW, NOW.plusSeconds(1), null, 0, false, 0);

    private final MutableClock clock = new MutableClock(NOW);
    private WebhookWalk walk;
    private WebhookStore webhooks;

    /** Makes a walk over this test's world. */
    protected abstract WebhookWalk webhookWalk();

    /** Makes a store of configurations in this test's world. */
    protected abstract WebhookStore webhookStore(InstantSource clock);

    @BeforeEach
    final void open_stores() {
        walk = webhookWalk();
        webhooks = webhookStore(clock);
    }

    private List<Webhook> walked(int most) {
        List<Webhook> found = new ArrayList<>();
        String after = null;
        do {
            WebhookWalk.Slice slice = walk.next(after, most);
            found.addAll(slice.webhooks());
            after = slice.next();
        } while (after != null);
        return found;
    }

    private Webhook made(Webhooks webhook) {
        Webhook made = webhook.build();
        webhooks.create(made, 1000);
        return made;
    }

    @Test
    void an_empty_world_has_no_webhooks() {
        assertThat(walked(10)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 100})
    void every_webhook_of_every_tenant_is_found_once_in_slices_of_any_size(int most) {
        List<Webhook> made = new ArrayList<>();
        for (String tenant : List.of("acme", "W", "H", "acme-2", "S")) {
            made.add(made(Webhooks.valid().tenant(tenant).number(1).uid("first")));
            made.add(made(Webhooks.valid().tenant(tenant).number(2).disabled()));
        }
        webhooks.announce(Webhooks.valid().number(3).build().key(), NOW);
        webhooks.delete(made.removeFirst());

        assertThat(walked(most)).containsExactlyInAnyOrderElementsOf(made);
    }

    @Test
    void nothing_is_remembered_at_first() {
        assertThat(walk.pass()).isEmpty();
    }

    @Test
    void what_is_saved_is_remembered_by_every_process() {
        assertThat(walk.save(FIRST)).isTrue();
        assertThat(webhookWalk().pass()).contains(new MovePass("here", NOW, NOW.plusSeconds(1), null, 0, false, 1));

        assertThat(walk.save(new MovePass("there", NOW, NOW, "behind\nthis", 7, true, 1)))
                .isTrue();
        assertThat(webhookWalk().pass()).contains(new MovePass("there", NOW, NOW, "behind\nthis", 7, true, 2));
    }

    @Test
    void of_two_that_saw_the_same_one_saves() {
        walk.save(FIRST);
        MovePass seen = walk.pass().orElseThrow();

        assertThat(walk.save(seen)).isTrue();
        assertThat(walk.save(seen)).isFalse();
        assertThat(walk.save(FIRST)).isFalse();
    }
}
