package io.continuum.webhooks.core.webhook;

import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.id.WebhookId;
import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.signing.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps configurations. Every change is one transaction over the configuration, the webhook's state and the tenant's
 * version, so that a function that knows the version knows the configuration. Thread-safe. Methods throw
 * {@code Unavailable} if the store does not answer.
 */
public interface WebhookStore {
    /**
     * Notes that a webhook is being made, before its secret is: the maintenance function removes what is still noted
     * at {@code deadline}. A noted webhook is found by nobody. One conditional write.
     *
     * @throws io.continuum.webhooks.core.problem.Unavailable also while the leftovers of an earlier announcement are being
     *     removed, from {@link #takeOver} to {@code retract}: whoever stored a secret meanwhile would lose it
     */
    void announce(WebhookKey key, Instant deadline);

    /**
     * Turns an announced webhook into a real one, with a fresh state.
     *
     * @param creationsPerHour how many successful creations the tenant has in a rolling hour
     */
    Creation create(Webhook webhook, int creationsPerHour);

    /**
     * Takes over an announcement whose deadline has come by {@code now}: from here on it has {@code deadline}, and nobody
     * announces the webhook until it is retracted. One conditional write, which closes the race with whoever announces the
     * webhook again: of the two one is refused. Whoever takes it over and dies leaves it due at {@code deadline}.
     *
     * @return whether it was there and due
     */
    boolean takeOver(WebhookKey key, Instant now, Instant deadline);

    /** Forgets an announcement that still has {@code deadline}: one that was made anew stays. One conditional write. */
    void retract(WebhookKey key, Instant deadline);

    /** Forgets an announcement. */
    void retract(WebhookKey key);

    /** Returns a webhook as it is now (consistent read). */
    Optional<Webhook> find(WebhookKey key);

    /** Returns the id behind a uid (consistent read). */
    Optional<WebhookId> findByUid(TenantId tenant, String uid);

    /** Returns one page of the tenant's webhooks, oldest first (consistent read). */
    Page list(TenantId tenant, Query query);

    /**
     * Replaces {@code before} by {@code after} if it is still at the version of {@code before}.
     *
     * @param release whether the breaker closes and everything that waits is released: a re-enabled webhook, or a new
     *     URL
     */
    Change update(Webhook before, Webhook after, boolean release);

    /**
     * Removes {@code webhook} if it is still at its version. Its state stays as a tombstone that cancels what is under
     * way, and what waits is due at once.
     *
     * @return false if somebody changed it meanwhile, or it is gone
     */
    boolean delete(Webhook webhook);

    /**
     * Returns all webhooks of a tenant exactly as they are now: one consistent read of the tenant's version, and of
     * what changed since this process last looked.
     */
    List<Webhook> all(TenantId tenant);

    /** Most webhooks whose public keys are told: their items are one read of at most 1 MB. */
    int MOST_PUBLIC = 2_000;

    /**
     * Returns the public keys of a tenant's webhooks, those of the newest {@link #MOST_PUBLIC} webhooks that have any, in
     * no order of importance; those that ended are among them. Anybody may ask, so it costs the same however many other
     * webhooks there are: one bounded read.
     */
    List<PublicKey> publicKeys(TenantId tenant);

    /**
     * What is asked for.
     *
     * @param active only those with this value; null = all
     * @param after only those behind this one in the list, which may be gone; null = from the oldest. A page costs what
     *     it shows, however far it is from the oldest
     * @param offset how many of these to skip, at their full cost; 0 to 10,000
     * @param limit how many to return; 1 to 250
     */
    record Query(@Nullable Boolean active, @Nullable WebhookId after, int offset, int limit) {}

    /**
     * A page.
     *
     * @param webhooks in order of their making
     * @param more whether others follow
     * @param total how many there are on all pages
     */
    record Page(List<Webhook> webhooks, boolean more, int total) {
        /** Copies the webhooks. */
        public Page {
            webhooks = List.copyOf(webhooks);
        }
    }

    /** What came of a creation. */
    sealed interface Creation {
        /** It exists. */
        record Created() implements Creation {}

        /** The uid belongs to another webhook. */
        record UidTaken() implements Creation {}

        /** The tenant has made too many; one may be made after {@code retryAfter}. */
        record TooMany(Duration retryAfter) implements Creation {}
    }

    /** What came of a change. */
    enum Change {
        /** It happened. */
        DONE,
        /** Somebody changed it meanwhile. */
        LOST,
        /** It is gone. */
        GONE,
        /** The uid belongs to another webhook. */
        UID_TAKEN
    }
}
