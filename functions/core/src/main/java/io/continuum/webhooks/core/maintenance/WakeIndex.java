package io.continuum.webhooks.core.maintenance;

import io.continuum.webhooks.core.id.JobKey;
import io.continuum.webhooks.core.id.WebhookKey;
import java.time.Instant;
import java.util.List;

/** Finds what the maintenance function must look at. Thread-safe; throws {@code Unavailable}. */
public interface WakeIndex {
    /** Returns what is due at {@code now}, longest due first, at most {@code limit}; may be a little behind. */
    List<Due> due(Instant now, int limit);

    /** Something to look at. */
    sealed interface Due {
        /** A webhook with deliveries that no message brings back. */
        record Wake(WebhookKey webhook) implements Due {}

        /** A webhook that was announced and never finished. */
        record HalfMade(WebhookKey webhook) implements Due {}

        /** A job that has a slice to do. */
        record Job(JobKey job) implements Due {}
    }
}
