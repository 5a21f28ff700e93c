package io.continuum.webhooks.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.event.EventType;
import io.continuum.webhooks.core.event.Priority;
import io.continuum.webhooks.core.event.type.Checking;
import io.continuum.webhooks.core.event.type.EventTypeStore;
import io.continuum.webhooks.core.event.type.StoredType;
import io.continuum.webhooks.core.event.type.TypeSetting;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.json.CanonicalJson;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link EventTypeStore} does. */
public abstract class EventTypeStoreContract {
    private static final Instant NOON = Instant.parse("2025-12-06T12:00:00Z");
    private static final EventType LIGHTS = new EventType("custom.lights");
    private static final EventType CREATED = new EventType("memory.created");

    private final TenantId tenant = new TenantId("t_" + UUID.randomUUID());

    /** Returns a store over one shared world: two of them are like two processes. */
    protected abstract EventTypeStore store();

    @Test
    void a_tenant_that_said_nothing_has_no_settings() {
        assertThat(store().settings(tenant)).isEmpty();
        assertThat(store().find(tenant, List.of(LIGHTS))).isEmpty();
    }

    @Test
    void what_is_saved_comes_back_whole() {
        CanonicalJson json = CanonicalJson.object().put("type", "object").build();
        StoredType.Own own = new StoredType.Own("Lights", Priority.LOW, json, json);
        StoredType full = new StoredType(tenant, LIGHTS, own, Checking.REJECT, NOON, NOON.plusSeconds(1), 0);
        StoredType bare = new StoredType(
                tenant,
                new EventType("custom.bare"),
                new StoredType.Own("", Priority.NORMAL, null, null),
                Checking.OFF,
                NOON,
                NOON,
                0);
        StoredType builtIn = new StoredType(tenant, CREATED, null, Checking.WARN, NOON, NOON, 0);
        EventTypeStore store = store();

        assertThat(List.of(store.save(full), store.save(bare), store.save(builtIn)))
                .containsOnly(true);

        assertThat(store.find(tenant, List.of(LIGHTS, CREATED, bare.type())))
                .extracting(type -> type.atRevision(0))
                .containsExactlyInAnyOrder(full, builtIn, bare);
        assertThat(store.settings(tenant)).containsOnlyKeys(LIGHTS, CREATED, bare.type());
        assertThat(store.settings(tenant).get(LIGHTS))
                .extracting(TypeSetting::check, TypeSetting::priority)
                .containsExactly(Checking.REJECT, Priority.LOW);
        assertThat(store.settings(tenant).get(CREATED))
                .extracting(TypeSetting::check, TypeSetting::priority)
                .containsExactly(Checking.WARN, null);
    }

    @Test
    void other_processes_see_every_change_at_once() {
        EventTypeStore other = store();
        EventTypeStore store = store();
        store.save(lights(Checking.OFF));
        assertThat(other.settings(tenant).get(LIGHTS).check()).isEqualTo(Checking.OFF);

        store.save(now(Checking.REJECT));
        assertThat(other.settings(tenant).get(LIGHTS).check()).isEqualTo(Checking.REJECT);

        store.remove(now(Checking.OFF));
        assertThat(other.settings(tenant)).isEmpty();

        store.save(lights(Checking.WARN));
        assertThat(other.settings(tenant).get(LIGHTS).check()).isEqualTo(Checking.WARN);
    }

    @Test
    void a_change_of_what_changed_meanwhile_is_refused() {
        EventTypeStore store = store();
        store.save(lights(Checking.OFF));
        StoredType seen = now(Checking.WARN);
        store.save(now(Checking.REJECT));

        assertThat(store.save(seen)).isFalse();
        assertThat(store.remove(seen)).isFalse();
        assertThat(store.save(lights(Checking.OFF))).isFalse();
        assertThat(store.settings(tenant).get(LIGHTS).check()).isEqualTo(Checking.REJECT);
    }

    @Test
    void many_types_are_saved_at_once_and_one_of_a_name() {
        EventTypeStore store = store();
        List<Callable<Boolean>> saves = IntStream.range(0, 20)
                .<Callable<Boolean>>mapToObj(i -> () -> store.save(type("custom.t" + i / 2, Checking.OFF)))
                .toList();

        assertThat(Parallel.all(saves)).filteredOn(saved -> saved).hasSize(10);
        assertThat(store().settings(tenant)).hasSize(10);
    }

    @Test
    void tenants_do_not_meet() {
        EventTypeStore store = store();
        store.save(lights(Checking.WARN));
        TenantId other = new TenantId("t_" + UUID.randomUUID());

        assertThat(store.settings(other)).isEmpty();
        assertThat(store.find(other, List.of(LIGHTS))).isEmpty();
    }

    private StoredType lights(Checking check) {
        return type(LIGHTS.name(), check);
    }

    private StoredType type(String name, Checking check) {
        StoredType.Own own = new StoredType.Own("", Priority.NORMAL, null, null);
        return new StoredType(tenant, new EventType(name), own, check, NOON, NOON, 0);
    }

    private StoredType now(Checking check) {
        long revision = store().find(tenant, List.of(LIGHTS)).getFirst().revision();
        return lights(check).atRevision(revision);
    }
}
