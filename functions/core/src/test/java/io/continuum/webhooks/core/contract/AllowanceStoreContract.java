package io.continuum.webhooks.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.tenant.AllowanceStore;
import io.continuum.webhooks.core.tenant.AllowanceStore.Counter;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every {@link AllowanceStore} does. */
public abstract class AllowanceStoreContract {
    private static final Instant NOON = Instant.parse("2025-12-06T12:00:00Z");

    private final TenantId tenant = new TenantId("t_" + UUID.randomUUID());

    /** Returns the store to test. */
    protected abstract AllowanceStore store();

    @Test
    void so_many_are_taken_and_no_more() {
        Counter counter = new Counter(tenant, "test", NOON);
        assertThat(Stream.generate(() -> store().take(counter, 3)).limit(5))
                .containsExactly(true, true, true, false, false);
    }

    @Test
    void of_all_who_come_at_once_as_many_as_allowed_get_one() {
        Counter counter = new Counter(tenant, "test", NOON);
        Callable<Boolean> take = () -> store().take(counter, 7);

        assertThat(Parallel.all(Stream.generate(() -> take).limit(30).toList()))
                .filteredOn(taken -> taken)
                .hasSize(7);
    }

    @Test
    void tenants_minutes_and_what_is_counted_are_apart() {
        TenantId other = new TenantId("t_" + UUID.randomUUID());
        assertThat(store().take(new Counter(tenant, "test", NOON), 1)).isTrue();

        assertThat(store().take(new Counter(tenant, "test", NOON), 1)).isFalse();
        assertThat(store().take(new Counter(other, "test", NOON), 1)).isTrue();
        assertThat(store().take(new Counter(tenant, "test#wh_1", NOON), 1)).isTrue();
        assertThat(store().take(new Counter(tenant, "test", NOON.plusSeconds(60)), 1))
                .isTrue();
    }
}
