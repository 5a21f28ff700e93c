package io.continuum.webhooks.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.event.type.Checking;
import io.continuum.webhooks.core.event.type.SchemaCheck;
import io.continuum.webhooks.core.event.type.StoredType;
import io.continuum.webhooks.core.event.type.TypeRules;
import io.continuum.webhooks.core.fake.HandClock;
import io.continuum.webhooks.core.fake.InMemoryDeliveries;
import io.continuum.webhooks.core.fake.InMemoryEventTypeStore;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.json.CanonicalJson;
import io.continuum.webhooks.core.problem.ErrorCode;
import io.continuum.webhooks.core.problem.FieldError;
import io.continuum.webhooks.core.problem.Refusal;
import io.continuum.webhooks.core.problem.Result;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReceiveEventTest {
    private static final TenantId TENANT = new TenantId("t1");
    private static final EventType LIGHTS = new EventType("custom.lights");
    private static final String BODY = "{\"tenant_id\": \"t1\", \"event\": \"custom.lights\", \"data\": {}}";
    private static final EventMessages.Sent SENT = new EventMessages.Sent("m1", Events.ACCEPTED);

    private final EventStore events =
            new InMemoryDeliveries(new HandClock(Events.ACCEPTED), Duration.ofDays(30)).eventStore();
    private final InMemoryEventTypeStore types = new InMemoryEventTypeStore();
    private final ReceiveEvent receive = new ReceiveEvent(
            events,
            new TypeRules(
                    types,
                    type -> {
                        throw new AssertionError(type);
                    },
                    new NothingFits(),
                    (_, _, _) -> {}));

    /** Finds every event wrong at one place. */
    private static final class NothingFits implements SchemaCheck {
        @Override
        public List<FieldError> faults(CanonicalJson schema) {
            return List.of();
        }

        @Override
        public List<FieldError> violations(CanonicalJson schema, CanonicalJson data) {
            return List.of(new FieldError("/on", "It is missing."));
        }
    }

    @BeforeEach
    void the_type_is_checked() {
        StoredType.Own own =
                new StoredType.Own("", Priority.LOW, CanonicalJson.object().build(), null);
        types.save(new StoredType(TENANT, LIGHTS, own, Checking.REJECT, Events.ACCEPTED, Events.ACCEPTED, 0));
    }

    @Test
    void what_came_past_the_api_is_refused_with_its_reason() {
        Refusal refusal = ((Result.Refused<EventMessage>) receive.batch().read(BODY, SENT, false)).refusal();

        assertThat(refusal.code()).isEqualTo(ErrorCode.SCHEMA_VIOLATION);
        assertThat(refusal.detail()).contains("/data/on");
    }

    @Test
    void what_the_api_stored_is_not_judged_again() {
        Event event = Events.valid().tenant("t1").type("custom.lights").build();

        assertThat(receive.batch().read(EventMessages.write(new EventMessage(event, true, false)), SENT, false))
                .isEqualTo(Result.ok(new EventMessage(event, true, false)));
    }

    @Test
    void what_was_taken_before_goes_on_under_rules_that_came_since() {
        Event taken = ((Result.Ok<EventMessage>) EventMessages.read(BODY, "m1", Events.ACCEPTED))
                .value()
                .event();
        events.acceptMatched(taken, List.of());

        Result<EventMessage> again = receive.batch().read(BODY, SENT, true);

        assertThat(((Result.Ok<EventMessage>) again).value().event().contentHash())
                .isEqualTo(taken.contentHash());
    }

    @Test
    void a_types_priority_holds_for_events_of_the_queue() {
        StoredType checked = types.find(TENANT, List.of(LIGHTS)).getFirst();
        types.save(new StoredType(
                TENANT, LIGHTS, checked.own(), Checking.OFF, Events.ACCEPTED, Events.ACCEPTED, checked.revision()));

        Result<EventMessage> read = receive.batch().read(BODY, SENT, false);

        assertThat(((Result.Ok<EventMessage>) read).value().event().priority()).isEqualTo(Priority.LOW);
    }
}
