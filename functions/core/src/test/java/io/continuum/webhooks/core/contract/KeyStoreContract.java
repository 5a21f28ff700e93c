package io.continuum.webhooks.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.tenant.ApiKey;
import io.continuum.webhooks.core.tenant.Dialect;
import io.continuum.webhooks.core.tenant.KeyHash;
import io.continuum.webhooks.core.tenant.KeyStore;
import io.continuum.webhooks.core.tenant.KeyStore.Added;
import io.continuum.webhooks.core.tenant.Scope;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link KeyStore} does. A test's stores share one world that is empty at first. */
public abstract class KeyStoreContract {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00.123456789Z");
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);
    private static final TenantId ACME = new TenantId("acme");
    private static final TenantId OTHER = new TenantId("other");

    private KeyStore store;

    /** Makes a store as another process would: it shares this test's world and nothing else. */
    protected abstract KeyStore keyStore();

    @BeforeEach
    final void open_store() {
        store = keyStore();
    }

    private static ApiKey key(TenantId tenant, int number, Dialect dialect) {
        return new ApiKey(
                "key_" + number,
                KeyHash.of("key of " + tenant + " " + number),
                tenant,
                dialect,
                Scope.usual(),
                "deploy",
                NOW.plusSeconds(number),
                null,
                null);
    }

    private static ApiKey key(TenantId tenant, int number) {
        return key(tenant, number, Dialect.CONTINUUM);
    }

    @Test
    void a_key_is_found_by_its_hash_as_it_was_stored() {
        ApiKey key = key(ACME, 1);
        assertThat(store.add(key)).isEqualTo(Added.STORED);
        assertThat(keyStore().find(key.hash())).contains(key);
    }

    @Test
    void a_key_without_name_or_scopes_comes_back_as_it_was() {
        ApiKey bare =
                new ApiKey("key_1", KeyHash.of("a bare key"), ACME, Dialect.LANONASIS, Set.of(), "", NOW, null, null);
        store.add(bare);
        assertThat(store.find(bare.hash())).contains(bare);
    }

    @Test
    void an_expired_key_with_all_scopes_comes_back_as_it_was() {
        Set<Scope> all = Set.of(Scope.values());
        ApiKey expired = new ApiKey(
                "key_1", KeyHash.of("an old key"), ACME, Dialect.CONTINUUM, all, "old", NOW, NOW.plusNanos(1), null);
        store.add(expired);
        assertThat(store.find(expired.hash())).contains(expired);
        assertThat(store.list(ACME)).containsExactly(expired);
    }

    @Test
    void an_unknown_key_is_not_found() {
        assertThat(store.find(KeyHash.of("nobody's key"))).isEmpty();
        assertThat(store.list(ACME)).isEmpty();
    }

    @Test
    void keys_are_listed_oldest_first() {
        List<ApiKey> keys = List.of(key(ACME, 1), key(ACME, 2), key(ACME, 10));
        keys.reversed().forEach(store::add);
        assertThat(store.list(ACME)).containsExactlyElementsOf(keys);
    }

    @Test
    void a_removed_key_stops_at_once_and_the_others_stay() {
        ApiKey removed = key(ACME, 1);
        ApiKey kept = key(ACME, 2);
        store.add(removed);
        store.add(kept);
        assertThat(store.remove(ACME, removed.id())).isTrue();
        assertThat(keyStore().find(removed.hash())).isEmpty();
        assertThat(keyStore().list(ACME)).containsExactly(kept);
        assertThat(store.find(kept.hash())).contains(kept);
    }

    @Test
    void a_key_is_removed_once() {
        store.add(key(ACME, 1));
        assertThat(store.remove(ACME, "key_1")).isTrue();
        assertThat(store.remove(ACME, "key_1")).isFalse();
        assertThat(store.remove(ACME, "key_2")).isFalse();
    }

    @Test
    void one_of_ten_who_remove_a_key_at_once_did_it() {
        store.add(key(ACME, 1));
        Callable<Boolean> removing = () -> store.remove(ACME, "key_1");
        assertThat(Parallel.all(Collections.nCopies(10, removing))).containsOnlyOnce(true);
    }

    @Test
    void the_same_key_again_changes_nothing() {
        ApiKey key = key(ACME, 1);
        store.add(key);
        ApiKey again =
                new ApiKey("key_2", key.hash(), ACME, Dialect.CONTINUUM, Set.of(Scope.ADMIN), "again", NOW, null, null);
        assertThat(store.add(again)).isEqualTo(Added.KNOWN_KEY);
        assertThat(store.find(key.hash())).contains(key);
        assertThat(store.list(ACME)).containsExactly(key);
    }

    @Test
    void a_key_belongs_to_one_tenant() {
        ApiKey key = key(ACME, 1);
        store.add(key);
        ApiKey stolen = new ApiKey(
                "key_2", key.hash(), OTHER, Dialect.LANONASIS, Set.of(Scope.ADMIN), "stolen", NOW, null, null);
        assertThat(store.add(stolen)).isEqualTo(Added.KNOWN_KEY);
        assertThat(store.find(key.hash())).contains(key);
        assertThat(store.list(OTHER)).isEmpty();
        assertThat(store.add(key(OTHER, 3))).isEqualTo(Added.STORED);
    }

    @Test
    void a_tenant_speaks_the_dialect_of_its_first_key_only() {
        store.add(key(ACME, 1, Dialect.LANONASIS));
        ApiKey refused = key(ACME, 2, Dialect.CONTINUUM);
        assertThat(store.add(refused)).isEqualTo(Added.OTHER_DIALECT);
        assertThat(store.find(refused.hash())).isEmpty();
        assertThat(store.list(ACME)).containsExactly(key(ACME, 1, Dialect.LANONASIS));
        assertThat(store.add(key(ACME, 3, Dialect.LANONASIS))).isEqualTo(Added.STORED);
    }

    @Test
    void a_tenant_keeps_its_dialect_without_any_key() {
        store.add(key(ACME, 1, Dialect.LANONASIS));
        store.remove(ACME, "key_1");
        assertThat(store.add(key(ACME, 2, Dialect.CONTINUUM))).isEqualTo(Added.OTHER_DIALECT);
        assertThat(store.add(key(ACME, 2, Dialect.LANONASIS))).isEqualTo(Added.STORED);
    }

    @Test
    void first_keys_at_once_get_one_dialect() {
        List<Callable<Added>> adding = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            ApiKey key = key(ACME, i, i % 2 == 0 ? Dialect.CONTINUUM : Dialect.LANONASIS);
            adding.add(() -> store.add(key));
        }
        List<Added> outcomes = Parallel.all(adding);
        assertThat(outcomes.stream().filter(Added.STORED::equals)).hasSize(10);
        assertThat(outcomes.stream().filter(Added.OTHER_DIALECT::equals)).hasSize(10);
        assertThat(store.list(ACME)).hasSize(10);
        assertThat(store.list(ACME).stream().map(ApiKey::dialect).distinct()).hasSize(1);
    }

    @Test
    void tenants_have_their_own_dialects_and_keys() {
        ApiKey mine = key(ACME, 1, Dialect.CONTINUUM);
        ApiKey theirs = key(OTHER, 2, Dialect.LANONASIS);
        assertThat(store.add(mine)).isEqualTo(Added.STORED);
        assertThat(store.add(theirs)).isEqualTo(Added.STORED);
        assertThat(store.list(ACME)).containsExactly(mine);
        assertThat(store.list(OTHER)).containsExactly(theirs);
    }

    @Test
    void a_tenant_cannot_remove_the_key_of_another() {
        ApiKey mine = key(ACME, 1);
        store.add(mine);
        store.add(key(OTHER, 2));
        assertThat(store.remove(OTHER, mine.id())).isFalse();
        assertThat(store.find(mine.hash())).contains(mine);
    }

    @Test
    void a_use_is_seen_wherever_the_key_is() {
        ApiKey key = key(ACME, 1);
        store.add(key);
        store.add(key(ACME, 2));
        store.noteUse(key, TODAY);
        ApiKey used = key.usedOn(TODAY);
        assertThat(used.lastUsedOn()).isEqualTo(TODAY);
        assertThat(keyStore().find(key.hash())).contains(used);
        assertThat(keyStore().list(ACME)).containsExactly(used, key(ACME, 2));
    }

    @Test
    void the_last_use_holds_whoever_notes_it_last() {
        ApiKey key = key(ACME, 1);
        store.add(key);
        store.noteUse(key, TODAY);
        store.noteUse(key, TODAY.minusDays(1));
        assertThat(store.find(key.hash())).contains(key.usedOn(TODAY));
        store.noteUse(key, TODAY.plusDays(1));
        assertThat(store.list(ACME)).containsExactly(key.usedOn(TODAY.plusDays(1)));
    }

    @Test
    void a_use_does_not_bring_a_removed_key_back() {
        ApiKey key = key(ACME, 1);
        store.add(key);
        store.remove(ACME, key.id());
        store.noteUse(key, TODAY);
        assertThat(store.find(key.hash())).isEmpty();
        assertThat(store.findById(key.id())).isEmpty();
        assertThat(store.list(ACME)).isEmpty();
    }

    @Test
    void a_key_is_found_by_its_id_whosever_it_is() {
        store.add(key(ACME, 1));
        store.add(key(OTHER, 2));
        assertThat(store.findById("key_1")).contains(key(ACME, 1));
        assertThat(store.findById("key_2")).contains(key(OTHER, 2));
        assertThat(store.findById("key_3")).isEmpty();
        store.remove(OTHER, "key_2");
        assertThat(store.findById("key_2")).isEmpty();
    }

    @Test
    void a_tenant_s_dialect_is_known_from_its_first_key_on() {
        assertThat(store.dialect(ACME)).isEmpty();
        store.add(key(ACME, 1, Dialect.LANONASIS));
        store.remove(ACME, "key_1");
        assertThat(store.dialect(ACME)).contains(Dialect.LANONASIS);
        assertThat(store.dialect(OTHER)).isEmpty();
    }
}
