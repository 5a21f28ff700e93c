package io.continuum.webhooks.core.fake;

import io.continuum.webhooks.core.brainbot.Incoming;
import io.continuum.webhooks.core.brainbot.IncomingLog;
import io.continuum.webhooks.core.id.TenantId;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** Notifications in memory. Thread-safe. */
public final class InMemoryIncomingLog implements IncomingLog {
    private final Map<Name, Incoming> recorded = new HashMap<>();
    private final InstantSource clock;

    public InMemoryIncomingLog(InstantSource clock) {
        this.clock = clock;
    }

    private record Name(TenantId tenant, String likeness) {}

    @Override
    public synchronized Incoming record(Incoming incoming) {
        Name name = new Name(incoming.tenant(), incoming.likeness());
        Incoming earlier = recorded.get(name);
        if (earlier != null && clock.instant().isBefore(earlier.receivedAt().plus(REMEMBERED))) {
            return earlier;
        }
        recorded.put(name, incoming);
        return incoming;
    }
}
