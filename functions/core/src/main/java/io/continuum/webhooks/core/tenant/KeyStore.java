package io.continuum.webhooks.core.tenant;

import io.continuum.webhooks.core.id.TenantId;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Keeps keys and tenants. Thread-safe. Methods throw {@code Unavailable} if the store does not answer. */
public interface KeyStore {
    /** Returns the key with that hash (consistent: a revoked key stops at once); expired ones are returned too. */
    Optional<ApiKey> find(KeyHash hash);

    /**
     * Stores a key, and its tenant with the key's dialect if the tenant is new: one transaction. No two
     * keys have one id, whosever they are.
     *
     * @return what came of it
     */
    Added add(ApiKey key);

    /** Returns the key with that id, whosever it is (consistent). */
    Optional<ApiKey> findById(String id);

    /** Returns what the tenant speaks (consistent); empty if there is no such tenant. */
    Optional<Dialect> dialect(TenantId tenant);

    /** Notes that a key was used on {@code day}; a removed key stays removed, and an earlier day changes nothing. */
    void noteUse(ApiKey key, LocalDate day);

    /** Returns the tenant's keys, oldest first. */
    List<ApiKey> list(TenantId tenant);

    /** Removes a key; false if the tenant has none with that id. */
    boolean remove(TenantId tenant, String id);

    /** What came of adding a key. */
    enum Added {
        /** Stored. */
        STORED,
        /** The tenant speaks another dialect. */
        OTHER_DIALECT,
        /** This very key is stored already. */
        KNOWN_KEY
    }
}
