package io.continuum.webhooks.core.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.event.Event;
import io.continuum.webhooks.core.event.Events;
import io.continuum.webhooks.core.fake.InMemoryErasures;
import io.continuum.webhooks.core.fake.MutableClock;
import io.continuum.webhooks.core.id.JobId;
import io.continuum.webhooks.core.id.JobKey;
import io.continuum.webhooks.core.id.TenantId;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ErasureListTest {
    private static final TenantId TENANT = new TenantId("acme");

    private final MutableClock clock = new MutableClock(Events.ACCEPTED.plusSeconds(60));
    private final InMemoryErasures erasures = new InMemoryErasures(clock, Duration.ofDays(30));
    private final ErasureList list = new ErasureList(erasures, clock);
    private final Random random = new Random(1);

    private void erase(String user) {
        JobKey key = new JobKey(TENANT, JobId.make(clock.instant(), random));
        erasures.put(Erasure.asked(key, user, clock.instant()));
    }

    private static Event of(String user) {
        return Events.valid().tenant("acme").user(user).build();
    }

    @Test
    void an_event_accepted_before_its_users_erasure_is_covered() {
        erase("u1");

        assertThat(list.covers(of("u1"))).isTrue();
        assertThat(list.covers(of("u2"))).isFalse();
    }

    @Test
    void an_event_accepted_after_it_is_not() {
        erase("u1");
        Event later = Events.valid()
                .tenant("acme")
                .user("u1")
                .acceptedAt(clock.instant())
                .build();

        assertThat(list.covers(later)).isFalse();
    }

    @Test
    void a_user_named_in_the_data_counts_unless_the_event_has_its_own() {
        erase("u1");

        assertThat(list.covers(Events.valid()
                        .tenant("acme")
                        .data("{\"metadata\": {\"user_id\": \"u1\"}}")
                        .build()))
                .isTrue();
        assertThat(list.covers(Events.valid()
                        .tenant("acme")
                        .user("u2")
                        .data("{\"user_id\": \"u1\"}")
                        .build()))
                .isFalse();
    }

    @Test
    void events_that_name_no_user_cost_no_read() {
        list.covers(Events.valid().tenant("acme").build());

        assertThat(erasures.reads()).isZero();
    }

    @Test
    void a_list_is_read_once_in_some_seconds_and_never_older_than_ten() {
        assertThat(list.covers(of("u1"))).isFalse();
        erase("u1");
        clock.advance(Duration.ofSeconds(5));
        assertThat(list.covers(of("u1"))).isFalse();
        assertThat(erasures.reads()).isEqualTo(1);

        clock.advance(Duration.ofSeconds(5));

        assertThat(list.covers(of("u1"))).isTrue();
        assertThat(erasures.reads()).isEqualTo(2);
    }

    @Test
    void another_tenants_user_of_that_name_is_not_covered() {
        erase("u1");

        assertThat(list.covers(Events.valid().tenant("other").user("u1").build()))
                .isFalse();
    }
}
