package io.continuum.webhooks.core.event.type;

import io.continuum.webhooks.core.event.EventType;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.journal.Journal;
import io.continuum.webhooks.core.problem.Unavailable;
import java.util.List;
import java.util.Optional;

/** Removes what a tenant says about a type. Events of that name stay what they are. Thread-safe. */
public final class RemoveEventType {
    /** Tries against other changes of the same type. */
    private static final int TRIES = 10;

    private final EventTypeStore store;
    private final Journal journal;

    /** Removes types from {@code store}. */
    public RemoveEventType(EventTypeStore store, Journal journal) {
        this.store = store;
        this.journal = journal;
    }

    /**
     * Removes a type of the tenant's own; a type of the catalogue becomes what it was before the tenant changed it.
     *
     * @return false if the tenant has no such type; names of the catalogue are always there
     */
    public boolean remove(TenantId tenant, EventType type) {
        for (int tries = 0; tries < TRIES; tries++) {
            Optional<StoredType> stored =
                    store.find(tenant, List.of(type)).stream().findFirst();
            if (stored.isEmpty()) {
                return FindEventTypes.isBuiltIn(type);
            }
            if (store.remove(stored.get())) {
                journal.write(Journal.Level.INFO, "event_type.removed", AddEventType.names(tenant, type));
                return true;
            }
        }
        throw new Unavailable("event types: overtaken by other changes");
    }
}
