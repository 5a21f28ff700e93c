package io.continuum.webhooks.core.tenant;

import io.continuum.webhooks.core.id.TenantId;
import java.util.Set;

/**
 * Who calls, by the key alone.
 *
 * @param tenant the caller's tenant
 * @param dialect its dialect
 * @param scopes what the key may do
 */
public record Principal(TenantId tenant, Dialect dialect, Set<Scope> scopes) {
    /** Copies the scopes. */
    public Principal {
        scopes = Set.copyOf(scopes);
    }

    /** Returns whether the key has {@code scope}. */
    public boolean has(Scope scope) {
        return scopes.contains(scope);
    }
}
