package io.continuum.webhooks.core.maintenance;

import io.continuum.webhooks.core.webhook.Webhook;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Goes over the webhooks of all tenants, and remembers how far. Thread-safe. Methods throw {@code Unavailable}. */
public interface WebhookWalk {
    /** Returns the pass that is remembered (consistent read). */
    Optional<MovePass> pass();

    /**
     * Remembers {@code pass} as its revision and one, if what is remembered is still at its revision.
     *
     * @return false if another run was faster
     */
    boolean save(MovePass pass);

    /**
     * Returns some webhooks; all of them are found from null to null, but for those made or removed meanwhile.
     *
     * @param after where the last slice ended; null = at the beginning
     * @param most how much is looked at; 1 or more
     */
    Slice next(@Nullable String after, int most);

    /**
     * A part of the way.
     *
     * @param webhooks may be none, though others follow
     * @param next where to go on; null = at the end
     */
    record Slice(List<Webhook> webhooks, @Nullable String next) {
        /** Copies the webhooks. */
        public Slice {
            webhooks = List.copyOf(webhooks);
        }
    }
}
