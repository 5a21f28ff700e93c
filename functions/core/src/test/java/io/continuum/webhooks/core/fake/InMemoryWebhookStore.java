package io.continuum.webhooks.core.fake;

import io.continuum.webhooks.core.admission.WebhookState;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.id.WebhookId;
import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.problem.Unavailable;
import io.continuum.webhooks.core.signing.PublicKey;
import io.continuum.webhooks.core.webhook.Webhook;
import io.continuum.webhooks.core.webhook.WebhookStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Configurations in memory; passes {@code WebhookStoreContract}. Thread-safe. */
public final class InMemoryWebhookStore implements WebhookStore {
    private static final Duration WINDOW = Duration.ofHours(1);
    private static final Duration TOMBSTONE_KEPT = Duration.ofDays(40);

    private final InMemoryConfiguration world;
    private final InstantSource clock;

    InMemoryWebhookStore(InMemoryConfiguration world, InstantSource clock) {
        this.world = world;
        this.clock = clock;
    }

    @Override
    public void announce(WebhookKey key, Instant deadline) {
        synchronized (world) {
            if (world.taken.contains(key)) {
                throw new Unavailable("announcement that is being removed");
            }
            world.announced.put(key, deadline);
        }
    }

    @Override
    public boolean takeOver(WebhookKey key, Instant now, Instant deadline) {
        synchronized (world) {
            Instant announced = world.announced.get(key);
            boolean due = announced != null && !announced.isAfter(now);
            if (due) {
                world.announced.put(key, deadline);
                world.taken.add(key);
            }
            return due;
        }
    }

    @Override
    public void retract(WebhookKey key, Instant deadline) {
        synchronized (world) {
            if (world.announced.remove(key, deadline)) {
                world.taken.remove(key);
            }
        }
    }

    @Override
    public void retract(WebhookKey key) {
        synchronized (world) {
            world.announced.remove(key);
            world.taken.remove(key);
        }
    }

    @Override
    public Creation create(Webhook webhook, int creationsPerHour) {
        synchronized (world) {
            WebhookKey key = webhook.key();
            Instant now = clock.instant();
            List<Instant> recent = world.creations.getOrDefault(key.tenant(), List.of()).stream()
                    .filter(made -> made.isAfter(now.minus(WINDOW)))
                    .toList();
            if (recent.size() >= creationsPerHour) {
                Instant oldest = creationsPerHour > 0 ? recent.get(recent.size() - creationsPerHour) : now;
                return new Creation.TooMany(Duration.between(now, oldest.plus(WINDOW)));
            }
            if (world.webhooks.containsKey(key)) {
                return new Creation.Created();
            }
            if (taken(key, webhook.uid())) {
                return new Creation.UidTaken();
            }
            world.creations.put(
                    key.tenant(),
                    Stream.concat(recent.stream(), Stream.of(now)).sorted().toList());
            world.announced.remove(key);
            world.taken.remove(key);
            world.webhooks.put(key, webhook);
            WebhookState fresh = WebhookState.fresh(key, webhook.settings().capacity(), now);
            world.states.put(key, configured(fresh, webhook));
            return new Creation.Created();
        }
    }

    @Override
    public Optional<Webhook> find(WebhookKey key) {
        synchronized (world) {
            return Optional.ofNullable(world.webhooks.get(key));
        }
    }

    @Override
    public Optional<WebhookId> findByUid(TenantId tenant, String uid) {
        return all(tenant).stream()
                .filter(webhook -> uid.equals(webhook.uid()))
                .map(webhook -> webhook.key().webhook())
                .findFirst();
    }

    @Override
    public Page list(TenantId tenant, Query query) {
        List<Webhook> all = all(tenant).stream()
                .filter(webhook -> query.active() == null || webhook.active() == query.active())
                .toList();
        List<Webhook> rest = all.stream()
                .filter(webhook ->
                        query.after() == null || webhook.key().webhook().compareTo(query.after()) > 0)
                .skip(query.offset())
                .toList();
        List<Webhook> page = rest.stream().limit(query.limit()).toList();
        return new Page(page, rest.size() > page.size(), all.size());
    }

    @Override
    public Change update(Webhook before, Webhook after, boolean release) {
        synchronized (world) {
            WebhookKey key = before.key();
            Webhook current = world.webhooks.get(key);
            if (current == null) {
                return Change.GONE;
            }
            if (current.version() != before.version()) {
                return Change.LOST;
            }
            if (taken(key, after.uid())) {
                return Change.UID_TAKEN;
            }
            world.webhooks.put(key, after);
            WebhookState state = configured(world.states.get(key), after);
            replace(release ? state.released(clock.instant()) : state);
            return Change.DONE;
        }
    }

    @Override
    public boolean delete(Webhook webhook) {
        synchronized (world) {
            WebhookKey key = webhook.key();
            Webhook current = world.webhooks.get(key);
            if (current == null || current.version() != webhook.version()) {
                return false;
            }
            world.webhooks.remove(key);
            Instant now = clock.instant();
            replace(world.states.get(key).buried(now));
            world.tombstonesUntil.put(key, now.plus(TOMBSTONE_KEPT));
            return true;
        }
    }

    @Override
    public List<PublicKey> publicKeys(TenantId tenant) {
        return all(tenant).reversed().stream()
                .map(Webhook::publishedKeys)
                .filter(keys -> !keys.isEmpty())
                .limit(MOST_PUBLIC)
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public List<Webhook> all(TenantId tenant) {
        synchronized (world) {
            return world.webhooks.values().stream()
                    .filter(webhook -> webhook.key().tenant().equals(tenant))
                    .toList();
        }
    }

    private boolean taken(WebhookKey by, String uid) {
        return uid != null
                && findByUid(by.tenant(), uid)
                        .filter(owner -> !owner.equals(by.webhook()))
                        .isPresent();
    }

    private void replace(WebhookState state) {
        world.states.put(state.key(), state.atRevision(state.revision() + 1));
    }

    private static WebhookState configured(WebhookState state, Webhook after) {
        return state.configured(after.life(), after.version(), after.settings().capacity());
    }
}
