package io.continuum.webhooks.core.tenant;

import io.continuum.webhooks.core.id.TenantId;
import java.time.Instant;
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
 */
public record ApiKey(
        String id,
        KeyHash hash,
        TenantId tenant,
        Dialect dialect,
        Set<Scope> scopes,
        String name,
        Instant createdAt,
        @Nullable Instant expiresAt) {
    /** Copies the scopes. */
    public ApiKey {
        scopes = Set.copyOf(scopes);
    }

    /** Returns whether the key works at {@code now}. */
    public boolean validAt(Instant now) {
        return expiresAt == null || now.isBefore(expiresAt);
    }
}
