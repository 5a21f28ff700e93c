package io.continuum.webhooks.core.fake;

import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.maintenance.MovePass;
import io.continuum.webhooks.core.maintenance.WebhookWalk;
import io.continuum.webhooks.core.webhook.Webhook;
import java.util.List;
import java.util.Optional;

/** A walk over the webhooks of a world, tenant by tenant. Thread-safe. */
public final class InMemoryWebhookWalk implements WebhookWalk {
    private final InMemoryConfiguration world;

    InMemoryWebhookWalk(InMemoryConfiguration world) {
        this.world = world;
    }

    @Override
    public Optional<MovePass> pass() {
        return Optional.ofNullable(world.pass.get());
    }

    @Override
    public boolean save(MovePass pass) {
        synchronized (world) {
            MovePass known = world.pass.get();
            if ((known == null ? 0 : known.revision()) != pass.revision()) {
                return false;
            }
            world.pass.set(new MovePass(
                    pass.aim(),
                    pass.aimedAt(),
                    pass.begins(),
                    pass.after(),
                    pass.moved(),
                    pass.done(),
                    pass.revision() + 1));
            return true;
        }
    }

    @Override
    public Slice next(String after, int most) {
        synchronized (world) {
            List<Webhook> left = world.webhooks.values().stream()
                    .filter(webhook -> after == null || name(webhook.key()).compareTo(after) > 0)
                    .limit(most + 1L)
                    .toList();
            List<Webhook> some = left.subList(0, Math.min(most, left.size()));
            return new Slice(some, left.size() > most ? name(some.getLast().key()) : null);
        }
    }

    private static String name(WebhookKey key) {
        // A space sorts before whatever a tenant's name has.
        return key.tenant() + " " + key.webhook();
    }
}
