package io.continuum.webhooks.lambda.api.memory;

import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.tenant.ApiKey;
import io.continuum.webhooks.core.tenant.KeyHash;
import io.continuum.webhooks.core.tenant.KeyStore;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keys in memory. */
public final class MemoryKeys implements KeyStore {
    private final Map<KeyHash, ApiKey> keys = new LinkedHashMap<>();

    @Override
    public synchronized Optional<ApiKey> find(KeyHash hash) {
        return Optional.ofNullable(keys.get(hash));
    }

    @Override
    public synchronized Added add(ApiKey key) {
        boolean otherDialect = list(key.tenant()).stream().anyMatch(known -> known.dialect() != key.dialect());
        if (otherDialect) {
            return Added.OTHER_DIALECT;
        }
        return keys.putIfAbsent(key.hash(), key) == null ? Added.STORED : Added.KNOWN_KEY;
    }

    @Override
    public synchronized List<ApiKey> list(TenantId tenant) {
        return keys.values().stream()
                .filter(key -> key.tenant().equals(tenant))
                .sorted(Comparator.comparing(ApiKey::createdAt))
                .toList();
    }

    @Override
    public synchronized boolean remove(TenantId tenant, String id) {
        return keys.values()
                .removeIf(key -> key.tenant().equals(tenant) && key.id().equals(id));
    }
}
