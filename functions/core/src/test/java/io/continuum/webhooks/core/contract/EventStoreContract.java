package io.continuum.webhooks.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.event.Event;
import io.continuum.webhooks.core.event.EventStore;
import io.continuum.webhooks.core.event.EventStore.Acceptance;
import io.continuum.webhooks.core.event.EventStore.Stored;
import io.continuum.webhooks.core.event.Events;
import io.continuum.webhooks.core.event.Priority;
import io.continuum.webhooks.core.fake.Deliveries;
import io.continuum.webhooks.core.fake.HandClock;
import io.continuum.webhooks.core.id.EventId;
import io.continuum.webhooks.core.id.EventTrace;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.id.WebhookId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link EventStore} does. */
public abstract class EventStoreContract {
    private static final Duration RETENTION = Duration.ofDays(30);
    private static final int DATA_BYTES = 256 * 1024;

    private final TenantId tenant = Deliveries.freshWebhook().tenant();
    private final HandClock clock = new HandClock(Events.ACCEPTED);
    private EventStore store;

    /** Returns the store to test; it keeps events for {@code retention} and reads that clock only. */
    protected abstract EventStore store(InstantSource clock, Duration retention);

    @BeforeEach
    void open() {
        store = store(clock, RETENTION);
    }

    @Test
    void a_new_event_is_accepted_and_found_without_matches() {
        Event event = event("evt_1").build();

        assertThat(store.accept(event)).isEqualTo(new Acceptance.New());
        assertThat(store.find(tenant, event.id())).contains(new Stored(event, null));
    }

    @Test
    void every_field_comes_back() {
        Event event = event("evt_1")
                .type("memory_added")
                .data("{\"text\": \"\\u0000 \\ud83d\\ude00 é\", \"n\": 9007199254740993}")
                .priority(Priority.LOW)
                .user("user \ud83d\ude00")
                .request("req_1")
                .test()
                .build();
        Event sparse = event("evt_2").withoutTimestamp().build();

        store.accept(event);
        store.accept(sparse);

        assertThat(store.find(tenant, event.id())).contains(new Stored(event, null));
        assertThat(store.find(tenant, sparse.id())).contains(new Stored(sparse, null));
    }

    @Test
    void a_known_id_is_answered_with_what_is_stored_whatever_its_content() {
        Event first = event("evt_1").build();
        Event other = event("evt_1").type("memory.deleted").data("{}").build();
        store.accept(first);

        assertThat(store.accept(first)).isEqualTo(new Acceptance.Known(new Stored(first, null)));
        assertThat(store.accept(other)).isEqualTo(new Acceptance.Known(new Stored(first, null)));
        assertThat(store.acceptMatched(other, webhooks(1))).isEqualTo(new Acceptance.Known(new Stored(first, null)));
        assertThat(store.find(tenant, first.id())).contains(new Stored(first, null));
    }

    @Test
    void a_known_event_comes_with_its_noted_matches() {
        Event event = event("evt_1").build();
        List<WebhookId> matches = webhooks(2);
        store.accept(event);
        store.note(event, matches);

        assertThat(store.accept(event)).isEqualTo(new Acceptance.Known(new Stored(event, matches)));
    }

    @Test
    void an_event_accepted_with_its_matches_has_them_at_once() {
        Event event = event("evt_1").build();
        List<WebhookId> matches = webhooks(3);

        assertThat(store.acceptMatched(event, matches)).isEqualTo(new Acceptance.New());

        assertThat(store.find(tenant, event.id())).contains(new Stored(event, matches));
        assertThat(store.acceptMatched(event, webhooks(1))).isEqualTo(new Acceptance.Known(new Stored(event, matches)));
        assertThat(store.accept(event)).isEqualTo(new Acceptance.Known(new Stored(event, matches)));
    }

    @Test
    void no_matches_are_matches_too() {
        Event noted = event("evt_1").build();
        Event matched = event("evt_2").build();
        store.accept(noted);

        assertThat(store.note(noted, List.of())).isEmpty();
        assertThat(store.note(noted, webhooks(1))).isEmpty();
        assertThat(store.acceptMatched(matched, List.of())).isEqualTo(new Acceptance.New());

        assertThat(store.find(tenant, noted.id())).contains(new Stored(noted, List.of()));
        assertThat(store.find(tenant, matched.id())).contains(new Stored(matched, List.of()));
    }

    @Test
    void the_first_note_wins() {
        Event event = event("evt_1").build();
        List<WebhookId> first = webhooks(2);
        store.accept(event);

        assertThat(store.note(event, first)).isEqualTo(first);
        assertThat(store.note(event, webhooks(3))).isEqualTo(first);
        assertThat(store.find(tenant, event.id())).contains(new Stored(event, first));
    }

    @Test
    void concurrent_notes_agree() throws Exception {
        Event event = event("evt_1").build();
        store.accept(event);
        List<List<WebhookId>> lists =
                IntStream.range(0, 6).mapToObj(_ -> webhooks(1_100)).toList();

        List<List<WebhookId>> noted = Together.run(lists.size(), i -> store.note(event, lists.get(i)));

        assertThat(noted.getFirst()).isIn(lists);
        assertThat(noted).allSatisfy(one -> assertThat(one).isEqualTo(noted.getFirst()));
        assertThat(store.find(tenant, event.id())).contains(new Stored(event, noted.getFirst()));
    }

    @Test
    void concurrent_copies_are_one_event() throws Exception {
        Event event = event("evt_1").build();

        List<Acceptance> outcomes = Together.run(8, _ -> store.accept(event));

        assertThat(outcomes).containsOnlyOnce(new Acceptance.New());
        assertThat(outcomes)
                .filteredOn(Acceptance.Known.class::isInstance)
                .hasSize(7)
                .containsOnly(new Acceptance.Known(new Stored(event, null)));
    }

    @Test
    void thousands_of_matches_keep_their_order() {
        Event noted = event("evt_1").build();
        Event matched = event("evt_2").build();
        List<WebhookId> matches = webhooks(2_500);
        store.accept(noted);

        assertThat(store.note(noted, matches)).isEqualTo(matches);
        assertThat(store.acceptMatched(matched, matches)).isEqualTo(new Acceptance.New());

        assertThat(store.find(tenant, noted.id())).contains(new Stored(noted, matches));
        assertThat(store.find(tenant, matched.id())).contains(new Stored(matched, matches));
        assertThat(store.note(noted, webhooks(1))).isEqualTo(matches);
        assertThat(store.accept(matched)).isEqualTo(new Acceptance.Known(new Stored(matched, matches)));
    }

    @Test
    void the_largest_event_is_stored_with_and_without_thousands_of_matches() {
        String data = "{\"text\":\"" + "é".repeat((DATA_BYTES - "{\"text\":\"\"}".length()) / 2) + "\"}";
        Event plain = event("evt_1").data(data).build();
        Event matched = event("evt_2").data(data).build();
        List<WebhookId> matches = webhooks(2_500);

        store.accept(plain);
        store.acceptMatched(matched, matches);

        assertThat(store.find(tenant, plain.id())).contains(new Stored(plain, null));
        assertThat(store.find(tenant, matched.id())).contains(new Stored(matched, matches));
    }

    @Test
    void an_event_is_found_by_its_trace_whoever_made_its_id() {
        Event ours = event(
                        EventId.make(Events.ACCEPTED, new SplittableRandom(1)).value())
                .build();
        Event publishers = event("order-17").build();
        Event later = event(EventId.make(Events.ACCEPTED.minusMillis(1), new SplittableRandom(2))
                        .value())
                .build();
        Event keyed = event(EventId.ofKey("tenant", "/events", "key").value()).build();

        for (Event event : List.of(ours, publishers, later, keyed)) {
            assertThat(store.find(tenant, trace(event))).isEmpty();
            store.accept(event);
            assertThat(store.find(tenant, trace(event))).contains(new Stored(event, null));
        }
        List<WebhookId> matches = webhooks(2);
        Event matched = event("order-18").build();
        store.acceptMatched(matched, matches);
        assertThat(store.find(tenant, trace(matched))).contains(new Stored(matched, matches));
    }

    @Test
    void the_trace_of_a_copy_that_came_later_is_no_event_s() {
        Event first = event("order-17").build();
        Event copy = event("order-17").acceptedAt(Events.ACCEPTED.plusMillis(1)).build();
        store.accept(first);
        store.accept(copy);

        assertThat(store.find(tenant, trace(copy))).isEmpty();
        assertThat(store.find(tenant, trace(first))).contains(new Stored(first, null));
        assertThat(store.find(Deliveries.freshWebhook().tenant(), trace(first))).isEmpty();
    }

    @Test
    void a_trace_of_an_event_that_is_over_leads_nowhere() {
        Event event = event("order-17").build();
        store.accept(event);

        clock.advance(RETENTION.plusSeconds(2));

        assertThat(store.find(tenant, trace(event))).isEmpty();
    }

    @Test
    void tenants_do_not_see_each_other() {
        TenantId other = Deliveries.freshWebhook().tenant();
        Event event = event("evt_1").build();
        Event namesake = event("evt_1").tenant(other.value()).data("{}").build();
        store.acceptMatched(event, webhooks(1));

        assertThat(store.find(other, event.id())).isEmpty();
        assertThat(store.accept(namesake)).isEqualTo(new Acceptance.New());
        assertThat(store.find(other, event.id())).contains(new Stored(namesake, null));
    }

    @Test
    void an_event_is_kept_for_its_retention_and_then_gone() {
        Event event = event("evt_1").build();
        store.acceptMatched(event, webhooks(1));

        clock.advance(RETENTION);
        assertThat(store.find(tenant, event.id())).isPresent();
        clock.advance(Duration.ofSeconds(2));
        assertThat(store.find(tenant, event.id())).isEmpty();
    }

    @Test
    void an_id_is_free_again_when_its_event_is_over() {
        Event old = event("evt_1").build();
        store.accept(old);
        store.note(old, webhooks(2));
        clock.advance(RETENTION.plusSeconds(2));
        Event anew = event("evt_1").acceptedAt(clock.instant()).build();
        List<WebhookId> matches = webhooks(1);

        assertThat(store.accept(anew)).isEqualTo(new Acceptance.New());
        assertThat(store.find(tenant, anew.id())).contains(new Stored(anew, null));
        assertThat(store.note(anew, matches)).isEqualTo(matches);
        assertThat(store.find(tenant, anew.id())).contains(new Stored(anew, matches));
    }

    private Events event(String id) {
        return Events.valid().tenant(tenant.value()).id(id);
    }

    private static List<WebhookId> webhooks(int count) {
        SplittableRandom random =
                new SplittableRandom(Deliveries.freshWebhook().webhook().hashCode());
        return Stream.generate(() -> WebhookId.make(Events.ACCEPTED, random))
                .limit(count)
                .toList();
    }

    private static EventTrace trace(Event event) {
        return EventTrace.of(event.id(), event.acceptedAt());
    }
}
