package io.continuum.webhooks.core.fake;

import io.continuum.webhooks.core.erasure.Erasure;
import io.continuum.webhooks.core.erasure.Erasures;
import io.continuum.webhooks.core.id.JobKey;
import io.continuum.webhooks.core.id.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Receipts in memory; passes {@code ErasuresContract}. Counts how often lists are read. Thread-safe. */
public final class InMemoryErasures implements Erasures {
    private final Map<JobKey, Erasure> receipts = new ConcurrentHashMap<>();
    private final AtomicInteger reads = new AtomicInteger();
    private final InstantSource clock;
    private final Duration retention;

    public InMemoryErasures(InstantSource clock, Duration retention) {
        this.clock = clock;
        this.retention = retention.compareTo(LONGEST_IN_QUEUE) < 0 ? LONGEST_IN_QUEUE : retention;
    }

    @Override
    public void put(Erasure erasure) {
        receipts.put(erasure.key(), erasure);
    }

    @Override
    public Optional<Erasure> find(JobKey key) {
        return Optional.ofNullable(receipts.get(key)).filter(this::isKept);
    }

    @Override
    public List<Erasure> since(TenantId tenant, Instant since) {
        reads.incrementAndGet();
        return receipts.values().stream()
                .filter(one -> one.key().tenant().equals(tenant))
                .filter(one -> !one.requestedAt().isBefore(since))
                .filter(this::isKept)
                .sorted(Comparator.comparing(one -> one.key().job()))
                .toList();
    }

    /** Returns how often a list was read. */
    public int reads() {
        return reads.get();
    }

    private boolean isKept(Erasure erasure) {
        return !clock.instant().isAfter(erasure.requestedAt().plus(retention));
    }
}
