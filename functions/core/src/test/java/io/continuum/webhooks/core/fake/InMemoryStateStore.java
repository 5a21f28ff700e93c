package io.continuum.webhooks.core.fake;

import io.continuum.webhooks.core.admission.StateStore;
import io.continuum.webhooks.core.admission.WebhookState;
import io.continuum.webhooks.core.id.WebhookKey;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** States in memory; passes {@code StateStoreContract}. Thread-safe. */
public final class InMemoryStateStore implements StateStore {
    private final InMemoryConfiguration world;
    private final InstantSource clock;
    private final Map<WebhookKey, WebhookState> seen = new HashMap<>();

    InMemoryStateStore(InMemoryConfiguration world, InstantSource clock) {
        this.world = world;
        this.clock = clock;
    }

    @Override
    public Optional<WebhookState> peek(WebhookKey key) {
        synchronized (world) {
            return Optional.ofNullable(seen.get(key));
        }
    }

    @Override
    public Optional<WebhookState> load(WebhookKey key) {
        synchronized (world) {
            return Optional.ofNullable(remembered(key));
        }
    }

    @Override
    public List<WebhookState> loadAll(Collection<WebhookKey> keys) {
        synchronized (world) {
            return keys.stream()
                    .distinct()
                    .map(key -> world.state(key, clock.instant()))
                    .filter(Objects::nonNull)
                    .toList();
        }
    }

    @Override
    public Swap swap(WebhookState before, WebhookState next) {
        synchronized (world) {
            WebhookState current = remembered(before.key());
            if (current == null) {
                return new Swap.Gone();
            }
            if (current.revision() != before.revision()) {
                return new Swap.Lost(current);
            }
            WebhookState target = next.atRevision(before.revision() + 1);
            world.states.put(target.key(), target);
            seen.put(target.key(), target);
            return new Swap.Done(target);
        }
    }

    private WebhookState remembered(WebhookKey key) {
        WebhookState state = world.state(key, clock.instant());
        if (state == null) {
            seen.remove(key);
        } else {
            seen.put(key, state);
        }
        return state;
    }
}
