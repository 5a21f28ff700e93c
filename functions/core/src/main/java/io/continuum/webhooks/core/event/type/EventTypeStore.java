package io.continuum.webhooks.core.event.type;

import io.continuum.webhooks.core.event.EventType;
import io.continuum.webhooks.core.id.TenantId;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Keeps what tenants say about event types. Thread-safe. Methods throw {@code Unavailable} if the store does not answer.
 */
public interface EventTypeStore {
    /**
     * Returns what the tenant says about types, as it is now: a change that was answered is in it. Asked at every
     * publish, so a tenant that never said anything, or changed nothing since, must cost one small read.
     */
    Map<EventType, TypeSetting> settings(TenantId tenant);

    /** Returns those of {@code types} about which the tenant says something, in any order (consistent read). */
    List<StoredType> find(TenantId tenant, Collection<EventType> types);

    /**
     * Stores {@code type} with a new revision, if what is stored now has its revision (0: if nothing is stored), which
     * closes the race between two changes.
     *
     * @return false if something else is stored now
     */
    boolean save(StoredType type);

    /**
     * Removes {@code type}, if what is stored now has its revision.
     *
     * @return false if something else is stored now
     */
    boolean remove(StoredType type);
}
