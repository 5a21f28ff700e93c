package io.continuum.webhooks.core.erasure;

import io.continuum.webhooks.core.id.JobKey;
import io.continuum.webhooks.core.id.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keeps receipts. Thread-safe. Methods throw {@code Unavailable} if the store does not answer. */
public interface Erasures {
    /** A queue holds no message longer. Source: Amazon SQS quotas, message retention. */
    Duration LONGEST_IN_QUEUE = Duration.ofDays(14);

    /** Writes a receipt, new or changed; the last one that is written holds. */
    void put(Erasure erasure);

    /** Returns a receipt as it is now; empty if there is none, or if its time is over. */
    Optional<Erasure> find(JobKey key);

    /** Returns a tenant's erasures that were asked for at or after {@code since} (consistent read), oldest first. */
    List<Erasure> since(TenantId tenant, Instant since);
}
