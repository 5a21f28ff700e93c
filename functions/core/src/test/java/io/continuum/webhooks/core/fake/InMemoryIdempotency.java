package io.continuum.webhooks.core.fake;

import io.continuum.webhooks.core.idempotency.Begun;
import io.continuum.webhooks.core.idempotency.Idempotency;
import io.continuum.webhooks.core.idempotency.KeyedRequest;
import io.continuum.webhooks.core.idempotency.StoredAnswer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Answers in memory; passes {@code IdempotencyContract}. Thread-safe. */
public final class InMemoryIdempotency implements Idempotency {
    private record Entry(String bodyHash, Begun.Started run, Instant until, StoredAnswer answer) {}

    private final Map<List<String>, Entry> entries = new HashMap<>();
    private final InstantSource clock;
    private int tokens;

    /** Reads that clock only. */
    public InMemoryIdempotency(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized Begun begin(KeyedRequest request) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Entry known = entries.get(key(request));
        if (known == null || known.run().since().plus(REMEMBERED).isBefore(now)) {
            Begun.Started run = new Begun.Started("run " + ++tokens, now, "lease " + ++tokens, false);
            entries.put(key(request), new Entry(request.bodyHash(), run, now.plus(LEASE), null));
            return run;
        }
        if (!known.bodyHash().equals(request.bodyHash())) {
            return new Begun.OtherBody();
        }
        if (known.answer() != null) {
            return new Begun.Done(known.answer());
        }
        if (known.until().isAfter(now)) {
            return new Begun.Running(Duration.between(now, known.until()));
        }
        Begun.Started run = new Begun.Started(known.run().run(), known.run().since(), "lease " + ++tokens, true);
        entries.put(key(request), new Entry(request.bodyHash(), run, now.plus(LEASE), null));
        return run;
    }

    @Override
    public synchronized void finish(KeyedRequest request, Begun.Started run, StoredAnswer answer) {
        entries.computeIfPresent(
                key(request),
                (_, known) -> known.run().lease().equals(run.lease())
                        ? new Entry(known.bodyHash(), known.run(), known.until(), answer)
                        : known);
    }

    @Override
    public synchronized void release(KeyedRequest request, Begun.Started run, boolean untouched) {
        entries.computeIfPresent(key(request), (_, known) -> {
            if (!known.run().lease().equals(run.lease())) {
                return known;
            }
            return untouched && !run.repeated()
                    ? null
                    : new Entry(known.bodyHash(), known.run(), Instant.EPOCH, known.answer());
        });
    }

    /** Makes a request look as if its process had died before it could finish it, and its lease were over. */
    public synchronized void forgetAnswer(KeyedRequest request) {
        entries.computeIfPresent(
                key(request), (_, known) -> new Entry(known.bodyHash(), known.run(), Instant.EPOCH, null));
    }

    /** Returns everything that is kept, to be looked through. */
    public synchronized String everything() {
        StringBuilder all = new StringBuilder();
        entries.values().stream()
                .filter(entry -> entry.answer() != null)
                .forEach(entry -> all.append(entry.answer().body()).append('\n'));
        return all.toString();
    }

    private static List<String> key(KeyedRequest request) {
        return List.of(request.tenant().value(), request.path(), request.key().value());
    }
}
