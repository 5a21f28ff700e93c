package io.continuum.webhooks.core.fake;

import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.tenant.ApiKey;
import io.continuum.webhooks.core.tenant.Dialect;
import io.continuum.webhooks.core.tenant.KeyHash;
import io.continuum.webhooks.core.tenant.KeyStore;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Keys in memory; passes {@code KeyStoreContract}. Thread-safe. */
public final class InMemoryKeyStore implements KeyStore {
    private final InMemoryConfiguration world;

    InMemoryKeyStore(InMemoryConfiguration world) {
        this.world = world;
    }

    @Override
    public Optional<ApiKey> find(KeyHash hash) {
        synchronized (world) {
            return Optional.ofNullable(world.keys.get(hash));
        }
    }

    @Override
    public Added add(ApiKey key) {
        synchronized (world) {
            if (world.keys.containsKey(key.hash())) {
                return Added.KNOWN_KEY;
            }
            Dialect spoken = world.dialects.putIfAbsent(key.tenant(), key.dialect());
            if (spoken != null && spoken != key.dialect()) {
                return Added.OTHER_DIALECT;
            }
            world.keys.put(key.hash(), key);
            return Added.STORED;
        }
    }

    @Override
    public Optional<ApiKey> findById(String id) {
        synchronized (world) {
            return world.keys.values().stream()
                    .filter(key -> key.id().equals(id))
                    .findFirst();
        }
    }

    @Override
    public Optional<Dialect> dialect(TenantId tenant) {
        synchronized (world) {
            return Optional.ofNullable(world.dialects.get(tenant));
        }
    }

    @Override
    public void noteUse(ApiKey key, LocalDate day) {
        synchronized (world) {
            world.keys.computeIfPresent(key.hash(), (_, known) -> known.usedOn(day));
        }
    }

    @Override
    public List<ApiKey> list(TenantId tenant) {
        synchronized (world) {
            return world.keys.values().stream()
                    .filter(key -> key.tenant().equals(tenant))
                    .sorted(Comparator.comparing(ApiKey::createdAt).thenComparing(ApiKey::id))
                    .toList();
        }
    }

    @Override
    public boolean remove(TenantId tenant, String id) {
        synchronized (world) {
            return world.keys
                    .values()
                    .removeIf(key -> key.tenant().equals(tenant) && key.id().equals(id));
        }
    }
}
