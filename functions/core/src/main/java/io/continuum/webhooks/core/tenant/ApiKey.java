package io.continuum.webhooks.core.tenant;

import io.continuum.webhooks.core.id.TenantId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An API key as it is known after its making: without the key.
 *
 * @param id {@code key_} and 26 characters
 * @param hash what the key is looked up by
 * @param tenant whose it is
 * @param dialect its tenant's
 * @param scopes what it may do
 * @param name for people; may be empty
 * @param createdAt when it was made
 * @param expiresAt first instant at which it no longer works; null = never
 * @param lastUsedOn the day (UTC) on which it was last used; null = never yet
 */
public record ApiKey(
        String id,
        KeyHash hash,
        TenantId tenant,
        Dialect dialect,
        Set<Scope> scopes,
        String name,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable LocalDate lastUsedOn) {
    /** Copies the scopes. */
    public ApiKey {
        scopes = Set.copyOf(scopes);
    }

    /** Returns this key as it is after a use on {@code day}, or after a later one that is known already. */
    public ApiKey usedOn(LocalDate day) {
        LocalDate last = lastUsedOn != null && lastUsedOn.isAfter(day) ? lastUsedOn : day;
        return new ApiKey(id, hash, tenant, dialect, scopes, name, createdAt, expiresAt, last);
    }

    /** Returns whether the key works at {@code now}. */
    public boolean validAt(Instant now) {
        return expiresAt == null || now.isBefore(expiresAt);
    }
}
