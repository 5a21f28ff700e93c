package io.continuum.webhooks.core.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.erasure.Erasure;
import io.continuum.webhooks.core.erasure.ErasureList;
import io.continuum.webhooks.core.event.Event;
import io.continuum.webhooks.core.event.EventMessage;
import io.continuum.webhooks.core.event.EventStore;
import io.continuum.webhooks.core.event.Events;
import io.continuum.webhooks.core.fake.InMemoryDeliveries;
import io.continuum.webhooks.core.fake.InMemoryErasures;
import io.continuum.webhooks.core.fake.MutableClock;
import io.continuum.webhooks.core.id.JobId;
import io.continuum.webhooks.core.id.JobKey;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SkipErasedTest {
    private final MutableClock clock = new MutableClock(Events.ACCEPTED.plusSeconds(60));
    private final InMemoryDeliveries world = new InMemoryDeliveries(clock, Duration.ofDays(30));
    private final EventStore events = world.eventStore();
    private final InMemoryErasures erasures = new InMemoryErasures(clock, Duration.ofDays(30));
    private final SkipErased skip = new SkipErased(events, world.payloads(), new ErasureList(erasures, clock));
    private final Set<String> failed = new LinkedHashSet<>();
    private final Event event = Events.valid().user("u1").build();

    private List<Intake> skip(boolean stored) {
        return skip.skip(List.of(new Intake("m1", new EventMessage(event, stored, false), false)), failed);
    }

    private void erase(String user) {
        JobKey key = new JobKey(event.tenant(), JobId.make(clock.instant(), new Random(1)));
        erasures.put(Erasure.asked(key, user, clock.instant()));
    }

    @Test
    void an_erased_event_goes_to_nobody() {
        events.accept(event);
        erase("u1");

        assertThat(skip(true)).isEmpty();

        EventStore.Stored stored = events.find(event.tenant(), event.id()).orElseThrow();
        assertThat(stored.matches()).isEmpty();
        assertThat(stored.erased()).isTrue();
        assertThat(failed).isEmpty();
    }

    @Test
    void an_event_that_only_its_message_holds_is_not_stored_with_its_data() {
        erase("u1");

        assertThat(skip(false)).isEmpty();

        EventStore.Stored stored = events.find(event.tenant(), event.id()).orElseThrow();
        assertThat(stored.event().data().text()).isEqualTo("{}");
        assertThat(stored.erased()).isTrue();
        assertThat(stored.matches()).isEmpty();
    }

    @Test
    void an_event_of_somebody_else_that_has_the_same_id_keeps_its_data() {
        Event first = Events.valid().user("u2").build();
        events.acceptMatched(first, List.of());
        erase("u1");

        assertThat(skip(false)).isEmpty();

        assertThat(events.find(event.tenant(), event.id())).contains(new EventStore.Stored(first, List.of()));
    }

    @Test
    void an_event_whose_worker_died_after_storing_it_is_erased() {
        events.acceptMatched(event, List.of());
        erase("u1");

        skip(false);

        assertThat(events.find(event.tenant(), event.id()).orElseThrow().erased())
                .isTrue();
    }

    @Test
    void events_of_others_go_on() {
        erase("u2");

        assertThat(skip(true)).hasSize(1);
    }
}
