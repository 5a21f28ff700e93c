package io.continuum.webhooks.lambda.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.contract.Parallel;
import io.continuum.webhooks.core.event.AcceptEvent;
import io.continuum.webhooks.core.event.Event;
import io.continuum.webhooks.core.event.EventDraft;
import io.continuum.webhooks.core.event.EventMessage;
import io.continuum.webhooks.core.event.EventType;
import io.continuum.webhooks.core.event.Submission;
import io.continuum.webhooks.core.event.type.TypeRules;
import io.continuum.webhooks.core.fake.InMemoryEventQueue;
import io.continuum.webhooks.core.fake.InMemoryEventTypeStore;
import io.continuum.webhooks.core.id.EventId;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.json.CanonicalJson;
import io.continuum.webhooks.core.problem.Result;
import io.continuum.webhooks.lambda.schema.NetworkntSchemaCheck;
import io.continuum.webhooks.lambda.schema.PackedLibrary;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Copies of one publish that really come at once. */
class ConcurrentPublishTest {
    private final TenantId tenant = new TenantId("t_" + UUID.randomUUID());
    private final InMemoryEventQueue queue = new InMemoryEventQueue();
    private final DynamoEventStore events = new DynamoEventStore(
            DeliveryTables.client(), DeliveryTables.TABLES, InstantSource.system(), Duration.ofDays(30));

    @Test
    @Tag("T58")
    void a_hundred_publishes_with_one_key_are_one_event() {
        TypeRules rules = new TypeRules(
                new InMemoryEventTypeStore(), new PackedLibrary(), new NetworkntSchemaCheck(), (_, _, _) -> {});
        AcceptEvent accept = new AcceptEvent(events, queue, rules, InstantSource.system(), new SecureRandom());
        EventId id = EventId.ofKey(tenant.value(), "/events", "k1");
        Callable<Result<Event>> publish = () -> accept.accept(tenant, new Submission(draft(), Optional.of(id)));

        List<Result<Event>> results =
                Parallel.all(Stream.generate(() -> publish).limit(100).toList());

        Event stored = events.find(tenant, id).orElseThrow().event();
        assertThat(results).containsOnly(Result.ok(stored));
        assertThat(queue.messages()).extracting(EventMessage::event).containsOnly(stored);
        assertThat(queue.messages())
                .filteredOn(message -> !message.possibleCopy())
                .hasSize(1);
    }

    private static EventDraft draft() {
        return new EventDraft(
                new EventType("custom.lights"),
                CanonicalJson.object().put("on", true).build(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                true,
                Optional.empty());
    }
}
