package io.continuum.webhooks.core.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.fake.InMemoryConfiguration;
import io.continuum.webhooks.core.fake.MutableClock;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.problem.Unavailable;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AuthenticateTest {
    private static final Instant NOW = Instant.parse("2026-11-23T23:59:59Z");
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);
    private static final String KEY = "ck_0123456789abcdef";

    private final MutableClock clock = new MutableClock(NOW);
    private final Noted keys = new Noted(new InMemoryConfiguration().keyStore());
    private final Authenticate authenticate = new Authenticate(keys, clock);

    @Test
    void a_use_is_noted_once_a_day() {
        keys.add(key(null));

        authenticate.authenticate(KEY);
        authenticate.authenticate(KEY);
        clock.advance(Duration.ofSeconds(1));
        authenticate.authenticate(KEY);
        authenticate.authenticate(KEY);

        assertThat(keys.days).containsExactly(TODAY, TODAY.plusDays(1));
    }

    @Test
    void a_use_that_cannot_be_noted_is_a_use_all_the_same() {
        keys.add(key(null));
        keys.broken = true;

        assertThat(authenticate.authenticate(KEY)).isPresent();
        keys.broken = false;
        assertThat(authenticate.authenticate(KEY)).isPresent();

        assertThat(keys.days).containsExactly(TODAY);
    }

    @Test
    void an_expired_key_is_neither_good_nor_used() {
        keys.add(key(NOW));

        assertThat(authenticate.authenticate(KEY)).isEmpty();
        assertThat(keys.days).isEmpty();
    }

    private static ApiKey key(@Nullable Instant expiresAt) {
        return new ApiKey(
                "key_1",
                KeyHash.of(KEY),
                new TenantId("acme"),
                Dialect.CONTINUUM,
                Scope.usual(),
                "",
                NOW.minusSeconds(1),
                expiresAt,
                null);
    }

    /** A store that says what was noted, and may fail to. */
    private static final class Noted implements KeyStore {
        private final KeyStore store;
        private final List<LocalDate> days = new ArrayList<>();
        private boolean broken;

        Noted(KeyStore store) {
            this.store = store;
        }

        @Override
        public void noteUse(ApiKey key, LocalDate day) {
            if (broken) {
                throw new Unavailable("dynamodb UpdateItem");
            }
            days.add(day);
            store.noteUse(key, day);
        }

        @Override
        public Optional<ApiKey> find(KeyHash hash) {
            return store.find(hash);
        }

        @Override
        public Optional<ApiKey> findById(String id) {
            return store.findById(id);
        }

        @Override
        public Optional<Dialect> dialect(TenantId tenant) {
            return store.dialect(tenant);
        }

        @Override
        public Added add(ApiKey key) {
            return store.add(key);
        }

        @Override
        public List<ApiKey> list(TenantId tenant) {
            return store.list(tenant);
        }

        @Override
        public boolean remove(TenantId tenant, String id) {
            return store.remove(tenant, id);
        }
    }
}
