package io.continuum.webhooks.core.admission;

import io.continuum.webhooks.core.id.WebhookKey;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Keeps the states. Thread-safe. Methods throw {@code Unavailable} if the store does not answer. */
public interface StateStore {
    /** Returns the state last seen by this process, which may be old; empty if none was seen. Costs nothing. */
    Optional<WebhookState> peek(WebhookKey key);

    /** Returns the state as it is now (consistent read), a tombstone included; empty for a webhook never made. */
    Optional<WebhookState> load(WebhookKey key);

    /** Returns the states that exist, in any order; may be slightly old (for answers, not for decisions). */
    List<WebhookState> loadAll(Collection<WebhookKey> keys);

    /**
     * Replaces {@code seen} by {@code next} if it is still at the revision of {@code seen}: one conditional write. It
     * closes the race between workers that hold deliveries of one webhook.
     */
    Swap swap(WebhookState seen, WebhookState next);

    /** What came of a swap. */
    sealed interface Swap {
        /** It happened; {@code state} is the new value at its new revision. */
        record Done(WebhookState state) implements Swap {}

        /** Somebody was faster; {@code current} is the value now. */
        record Lost(WebhookState current) implements Swap {}

        /** There is no such state any more. */
        record Gone() implements Swap {}
    }
}
