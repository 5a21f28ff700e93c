package io.continuum.webhooks.core.tenant;

import io.continuum.webhooks.core.id.TenantId;
import java.time.Instant;

/** Counts what tenants ask for. Thread-safe. Methods throw {@code Unavailable} if the store does not answer. */
public interface AllowanceStore {
    /**
     * A counter.
     *
     * @param tenant who asks
     * @param what is counted: names of our own and ids, at most 100 characters
     * @param minute its clock minute
     */
    record Counter(TenantId tenant, String what, Instant minute) {}

    /**
     * Takes one, of all who ask at once for the last one only one gets it; a refusal takes nothing.
     *
     * @param limit the most that a counter counts, at least 1
     * @return false if there is none left
     */
    boolean take(Counter counter, int limit);
}
