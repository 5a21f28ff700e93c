package io.continuum.webhooks.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.delivery.Attempt;
import io.continuum.webhooks.core.delivery.Delivery;
import io.continuum.webhooks.core.delivery.DeliveryLog;
import io.continuum.webhooks.core.erasure.Payloads;
import io.continuum.webhooks.core.event.Event;
import io.continuum.webhooks.core.event.EventStore;
import io.continuum.webhooks.core.event.Events;
import io.continuum.webhooks.core.fake.Deliveries;
import io.continuum.webhooks.core.fake.HandClock;
import io.continuum.webhooks.core.id.EventId;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.id.WebhookKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link Payloads} does. */
public abstract class PayloadsContract {
    private static final Instant LATER = Events.ACCEPTED.plusSeconds(3600);

    private final WebhookKey webhook = Deliveries.freshWebhook();
    private final TenantId tenant = webhook.tenant();
    private final HandClock clock = new HandClock(Events.ACCEPTED);
    private EventStore events;
    private DeliveryLog log;
    private Payloads payloads;

    /** Returns the events of this test's world; it keeps them for {@code retention} and reads that clock only. */
    protected abstract EventStore events(InstantSource clock, Duration retention);

    /** Returns the records of the same world. */
    protected abstract DeliveryLog log(InstantSource clock, Duration retention);

    /** Returns the payloads of the same world. */
    protected abstract Payloads payloads();

    @BeforeEach
    final void open() {
        events = events(clock, Duration.ofDays(30));
        log = log(clock, Duration.ofDays(30));
        payloads = payloads();
    }

    private Event stored(Events event) {
        Event built = event.tenant(tenant.value()).build();
        events.accept(built);
        return built;
    }

    private List<EventId> of(String user) {
        return payloads.list(new Payloads.Of(tenant, user, LATER), null, 100).events();
    }

    @Test
    void a_users_events_are_found_wherever_they_name_the_user() {
        stored(Events.valid().id("own").user("u1"));
        stored(Events.valid().id("data").data("{\"user_id\": \"u1\"}").acceptedAt(Events.ACCEPTED.plusMillis(1)));
        stored(Events.valid()
                .id("metadata")
                .data("{\"metadata\": {\"user_id\": \"u1\"}}")
                .acceptedAt(Events.ACCEPTED.plusMillis(2)));
        stored(Events.valid().id("other").user("u2").data("{\"user_id\": \"u1\"}"));
        stored(Events.valid().id("nobody"));

        assertThat(of("u1")).containsExactly(new EventId("own"), new EventId("data"), new EventId("metadata"));
    }

    @Test
    void only_what_was_accepted_before_is_found() {
        stored(Events.valid().id("before").user("u1").acceptedAt(Events.ACCEPTED.minusMillis(1)));
        stored(Events.valid().id("at").user("u1").acceptedAt(Events.ACCEPTED));

        assertThat(payloads.list(new Payloads.Of(tenant, "u1", Events.ACCEPTED), null, 10)
                        .events())
                .containsExactly(new EventId("before"));
    }

    @Test
    void pages_have_every_event_once() {
        List<EventId> expected = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            expected.add(stored(Events.valid().id("e" + i).user("u1")).id());
        }
        List<EventId> found = new ArrayList<>();
        String next = null;
        do {
            Payloads.Page page = payloads.list(new Payloads.Of(tenant, "u1", LATER), next, 3);
            assertThat(page.events()).hasSizeLessThanOrEqualTo(3);
            found.addAll(page.events());
            next = page.next();
        } while (next != null);

        assertThat(found).containsExactlyElementsOf(expected);
    }

    @Test
    void an_erased_event_keeps_its_names_and_loses_what_it_said() {
        Event event = stored(Events.valid().id("e1").data("{\"user_id\": \"u1\", \"text\": \"secret\"}"));
        events.note(event, List.of(webhook.webhook()));

        payloads.erase(tenant, event.id());
        payloads.erase(tenant, event.id());

        EventStore.Stored found = events.find(tenant, event.id()).orElseThrow();
        assertThat(found.erased()).isTrue();
        assertThat(found.whole()).isEmpty();
        assertThat(found.event().type()).isEqualTo(event.type());
        assertThat(found.event().acceptedAt()).isEqualTo(event.acceptedAt());
        assertThat(found.event().data().text()).isEqualTo("{}");
        assertThat(found.matches()).containsExactly(webhook.webhook());
    }

    @Test
    void an_event_with_its_matches_inline_keeps_them() {
        Event event = Events.valid().tenant(tenant.value()).id("e1").user("u1").build();
        events.acceptMatched(event, List.of(webhook.webhook()));

        payloads.erase(tenant, event.id());

        assertThat(events.find(tenant, event.id()).orElseThrow().matches()).containsExactly(webhook.webhook());
        assertThat(events.accept(event))
                .isInstanceOfSatisfying(
                        EventStore.Acceptance.Known.class,
                        known -> assertThat(known.stored().erased()).isTrue());
    }

    @Test
    void an_erased_event_is_still_found_by_its_user() {
        Event event = stored(Events.valid().id("e1").data("{\"user_id\": \"u1\"}"));
        payloads.erase(tenant, event.id());

        assertThat(of("u1")).containsExactly(event.id());
    }

    @Test
    void an_event_that_is_not_there_does_not_come_into_being() {
        payloads.erase(tenant, new EventId("never"));

        assertThat(events.find(tenant, new EventId("never"))).isEmpty();
    }

    @Test
    void a_record_loses_what_receivers_answered_and_nothing_else() {
        Delivery dead = Deliveries.dead(Deliveries.failed(Deliveries.first(webhook, "evt_1")));
        log.write(null, dead);

        payloads.forgetAnswers(dead.key());
        payloads.forgetAnswers(dead.key());

        Delivery found = log.find(List.of(dead.key())).get(dead.key());
        assertThat(found.log())
                .containsExactlyElementsOf(
                        dead.log().stream().map(Attempt::withoutBody).toList());
        assertThat(found.status()).isEqualTo(dead.status());
        assertThat(found.reason()).isEqualTo(dead.reason());
        assertThat(found.completedAt()).isEqualTo(dead.completedAt());
    }

    @Test
    void a_record_that_is_not_there_does_not_come_into_being() {
        Delivery never = Deliveries.first(webhook, "evt_1");

        payloads.forgetAnswers(never.key());

        assertThat(log.find(List.of(never.key()))).isEmpty();
    }
}
