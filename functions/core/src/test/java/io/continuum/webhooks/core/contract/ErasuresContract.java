package io.continuum.webhooks.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.erasure.Erasure;
import io.continuum.webhooks.core.erasure.Erasures;
import io.continuum.webhooks.core.fake.Deliveries;
import io.continuum.webhooks.core.fake.HandClock;
import io.continuum.webhooks.core.id.JobId;
import io.continuum.webhooks.core.id.JobKey;
import io.continuum.webhooks.core.id.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link Erasures} does. */
public abstract class ErasuresContract {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00.123Z");

    private final TenantId tenant = Deliveries.freshWebhook().tenant();
    private final HandClock clock = new HandClock(NOW);
    private final Random random = new Random(9);
    private Erasures erasures;

    /** Returns the store to test; it keeps receipts for {@code retention} and reads that clock only. */
    protected abstract Erasures erasures(InstantSource clock, Duration retention);

    @BeforeEach
    final void open() {
        erasures = erasures(clock, Duration.ofDays(30));
    }

    private Erasure asked(TenantId of, String user, Instant at) {
        Erasure erasure = Erasure.asked(new JobKey(of, JobId.make(at, random)), user, at);
        erasures.put(erasure);
        return erasure;
    }

    @Test
    void a_receipt_comes_back_as_it_was() {
        Erasure erasure = asked(tenant, "user \ud83d\ude00 #/", NOW);

        assertThat(erasures.find(erasure.key())).contains(erasure);
    }

    @Test
    void the_last_receipt_that_is_written_holds() {
        Erasure erasure = asked(tenant, "u1", NOW);
        Erasure done = erasure.completed(new Erasure.Counts(3, 5, 2), NOW.plusSeconds(120));
        erasures.put(done);

        assertThat(erasures.find(erasure.key())).contains(done);
    }

    @Test
    void another_tenants_receipt_is_not_there() {
        Erasure erasure = asked(tenant, "u1", NOW);
        TenantId other = Deliveries.freshWebhook().tenant();

        assertThat(erasures.find(new JobKey(other, erasure.key().job()))).isEmpty();
        assertThat(erasures.since(other, Instant.EPOCH)).isEmpty();
    }

    @Test
    void a_tenants_list_has_what_was_asked_for_since_then_oldest_first() {
        asked(tenant, "old", NOW.minusSeconds(100));
        Erasure second = asked(tenant, "u2", NOW);
        Erasure first = asked(tenant, "u1", NOW.minusSeconds(50));

        assertThat(erasures.since(tenant, NOW.minusSeconds(50))).containsExactly(first, second);
    }

    @Test
    void a_receipt_is_over_some_time() {
        Erasure erasure = asked(tenant, "u1", NOW);
        clock.set(NOW.plus(Duration.ofDays(30)).plusSeconds(2));

        assertThat(erasures.find(erasure.key())).isEmpty();
    }

    @Test
    void a_receipt_is_kept_as_long_as_a_queue_may_hold_what_it_is_about() {
        erasures = erasures(clock, Duration.ofDays(1));
        Erasure erasure = asked(tenant, "u1", NOW);
        clock.set(NOW.plus(Duration.ofDays(13)));

        assertThat(erasures.find(erasure.key())).contains(erasure);
        assertThat(erasures.since(tenant, NOW)).containsExactly(erasure);
    }
}
