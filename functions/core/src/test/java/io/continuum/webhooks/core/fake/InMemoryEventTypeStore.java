package io.continuum.webhooks.core.fake;

import io.continuum.webhooks.core.event.EventType;
import io.continuum.webhooks.core.event.type.EventTypeStore;
import io.continuum.webhooks.core.event.type.StoredType;
import io.continuum.webhooks.core.event.type.TypeSetting;
import io.continuum.webhooks.core.id.TenantId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Event types in memory; passes {@code EventTypeStoreContract}. Thread-safe. */
public final class InMemoryEventTypeStore implements EventTypeStore {
    private record Name(TenantId tenant, EventType type) {}

    private final Map<Name, StoredType> types = new HashMap<>();
    private long version;

    @Override
    public synchronized Map<EventType, TypeSetting> settings(TenantId tenant) {
        Map<EventType, TypeSetting> settings = new HashMap<>();
        types.forEach((name, type) -> {
            if (name.tenant().equals(tenant)) {
                settings.put(name.type(), type.setting());
            }
        });
        return settings;
    }

    @Override
    public synchronized List<StoredType> find(TenantId tenant, Collection<EventType> wanted) {
        return wanted.stream()
                .distinct()
                .map(type -> types.get(new Name(tenant, type)))
                .filter(type -> type != null)
                .toList();
    }

    @Override
    public synchronized boolean save(StoredType type) {
        if (!isNow(type)) {
            return false;
        }
        types.put(new Name(type.tenant(), type.type()), type.atRevision(++version));
        return true;
    }

    @Override
    public synchronized boolean remove(StoredType type) {
        if (!isNow(type)) {
            return false;
        }
        version++;
        return types.remove(new Name(type.tenant(), type.type())) != null;
    }

    private boolean isNow(StoredType type) {
        StoredType now = types.get(new Name(type.tenant(), type.type()));
        return (now == null ? 0 : now.revision()) == type.revision();
    }
}
