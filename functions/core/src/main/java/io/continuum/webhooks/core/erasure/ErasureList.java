package io.continuum.webhooks.core.erasure;

import io.continuum.webhooks.core.event.Event;
import io.continuum.webhooks.core.id.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Tells which events that lie in queues were erased. It remembers a tenant's list for some seconds, and asks for none as
 * long as events name no user. Thread-safe.
 */
public final class ErasureList {
    /** From 10 s after its answer on, an erasure holds (spec.md §5): one second of that is for what is under way. */
    private static final Duration REMEMBERED = Duration.ofSeconds(9);

    /** Tenants that are remembered, those used last. */
    private static final int MOST_TENANTS = 1_000;

    private final Erasures erasures;
    private final InstantSource clock;
    private final Map<TenantId, Known> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<TenantId, Known> eldest) {
            return size() > MOST_TENANTS;
        }
    };

    /** Reads from {@code erasures}. */
    public ErasureList(Erasures erasures, InstantSource clock) {
        this.erasures = erasures;
        this.clock = clock;
    }

    /**
     * A tenant's list.
     *
     * @param at when it was asked for
     * @param users until when events of a user are erased
     */
    private record Known(Instant at, Map<String, Instant> users) {}

    /**
     * Returns whether {@code event} is erased: whoever holds it must not send it.
     *
     * @throws io.continuum.webhooks.core.problem.Unavailable if the list is needed and cannot be read
     */
    public boolean covers(Event event) {
        Optional<String> subject = event.subject();
        if (subject.isEmpty()) {
            return false;
        }
        Instant until = users(event.tenant()).get(subject.get());
        return until != null && event.acceptedAt().isBefore(until);
    }

    private Map<String, Instant> users(TenantId tenant) {
        Instant now = clock.instant();
        synchronized (known) {
            Known last = known.get(tenant);
            if (last != null && now.isBefore(last.at.plus(REMEMBERED)) && !now.isBefore(last.at)) {
                return last.users;
            }
        }
        Map<String, Instant> users = read(tenant, now);
        synchronized (known) {
            known.put(tenant, new Known(now, users));
        }
        return users;
    }

    private Map<String, Instant> read(TenantId tenant, Instant now) {
        Map<String, Instant> users = new LinkedHashMap<>();
        for (Erasure erasure : erasures.since(tenant, now.minus(Erasures.LONGEST_IN_QUEUE))) {
            users.merge(erasure.userId(), erasure.requestedAt(), (one, other) -> one.isAfter(other) ? one : other);
        }
        return Map.copyOf(users);
    }
}
