package io.continuum.webhooks.core.fake;

import io.continuum.webhooks.core.tenant.AllowanceStore;
import java.util.HashMap;
import java.util.Map;

/** Counts in memory; passes {@code AllowanceStoreContract}. Thread-safe. */
public final class InMemoryAllowanceStore implements AllowanceStore {
    private final Map<Counter, Integer> used = new HashMap<>();

    @Override
    public synchronized boolean take(Counter counter, int limit) {
        int before = used.getOrDefault(counter, 0);
        if (before >= limit) {
            return false;
        }
        used.put(counter, before + 1);
        return true;
    }
}
