package io.continuum.webhooks.lambda.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.delivery.EventDeliveries;
import io.continuum.webhooks.core.event.Event;
import io.continuum.webhooks.core.event.EventMessage;
import io.continuum.webhooks.core.event.EventStore;
import io.continuum.webhooks.core.event.Events;
import io.continuum.webhooks.core.fake.InMemoryDeliveryQueue;
import io.continuum.webhooks.core.fake.MutableClock;
import io.continuum.webhooks.core.fake.Webhooks;
import io.continuum.webhooks.core.fanout.ExplainEvent;
import io.continuum.webhooks.core.fanout.Explanation;
import io.continuum.webhooks.core.fanout.FanOut;
import io.continuum.webhooks.core.fanout.Intake;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.id.WebhookId;
import io.continuum.webhooks.core.journal.Metrics;
import io.continuum.webhooks.core.webhook.Webhook;
import io.continuum.webhooks.core.webhook.WebhookStore;
import io.continuum.webhooks.lambda.dynamodb.MeteredDynamo.Used;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * What a tenant with 10,000 webhooks takes, in calls and units as DynamoDB counts them. The figures are those of
 * docs/adr/0003-ten-thousand-webhooks.md: one that grows fails here first.
 */
class TenThousandWebhooksTest {
    private static final int COUNT = 10_000;
    private static final TenantId TENANT = Webhooks.TENANT;
    private static final Instant NOW = Webhooks.EPOCH.plus(Duration.ofDays(1));
    private static final Tables TABLES = TestDynamo.freshTables();

    private final MutableClock clock = new MutableClock(NOW);
    private final MeteredDynamo dynamo = new MeteredDynamo(TestDynamo.client());
    private final WebhookStore webhooks = new DynamoWebhookStore(dynamo, TABLES, clock);
    private final EventStore events = new DynamoEventStore(dynamo, TABLES, clock, Duration.ofDays(30));
    private final InMemoryDeliveryQueue queue = new InMemoryDeliveryQueue(clock, Duration.ofMinutes(15));
    private final FanOut fanOut = new FanOut(webhooks, events, queue, (_, _, _) -> {}, Metrics.NONE);

    @BeforeAll
    static void make_them() {
        List<WriteRequest> writes = new ArrayList<>();
        IntStream.range(1, COUNT).forEach(i -> writes.add(put(WebhookItems.item(webhook(i)))));
        writes.add(put(Attributes.at(Keys.tenant(TENANT))
                .number(TenantItem.VERSION, COUNT - 1)
                .number("webhooks", COUNT - 1)
                .number("active", COUNT - 1)
                .build()));
        for (int from = 0; from < writes.size(); from += 25) {
            List<WriteRequest> some = writes.subList(from, Math.min(writes.size(), from + 25));
            assertThat(TestDynamo.client()
                            .batchWriteItem(request -> request.requestItems(Map.of(TABLES.webhooks(), some)))
                            .unprocessedItems())
                    .isEmpty();
        }
        // The last one is made as users make them, with its state.
        new DynamoWebhookStore(TestDynamo.client(), TABLES, new MutableClock(NOW)).create(webhook(COUNT), COUNT);
    }

    /** One in ten wants the event of these tests. */
    private static Webhook webhook(int number) {
        return Webhooks.valid()
                .number(number)
                .events(number % 10 == 0 ? "memory.created" : "user.created")
                .build();
    }

    @AfterAll
    static void drop_tables() {
        TestDynamo.drop(TABLES);
    }

    @Test
    void publishing_reads_nothing_but_what_changed(TestReporter reporter) {
        fan(1);
        Used cold = dynamo.used();
        fan(2);
        Used warm = dynamo.used();
        Webhook one = webhook(COUNT);
        webhooks.update(one, one.changed(one.settings(), true, "lamp", NOW), false);
        dynamo.used();
        fan(3);
        Used changed = dynamo.used();
        reporter.publishEntry(Map.of("cold", cold.toString(), "warm", warm.toString(), "changed", changed.toString()));

        assertThat(queue.sent()).hasSize(3 * COUNT / 10);
        assertThat(cold.units()).as("reading all of them once per process").isBetween(500.0, 1_000.0);
        // The event and the pointer to it, its 1,000 matches in one item of 26 KB, the tenant's version.
        assertThat(warm.calls()).isLessThanOrEqualTo(4);
        assertThat(warm.units()).isLessThanOrEqualTo(30);
        assertThat(changed.calls()).isLessThanOrEqualTo(6);
        assertThat(changed.units()).isLessThanOrEqualTo(32);
    }

    @Test
    void a_page_of_the_list_costs_what_it_shows_wherever_it_is(TestReporter reporter) {
        Set<WebhookId> seen = new HashSet<>();
        WebhookId after = null;
        Used first = null;
        Used last = null;
        do {
            WebhookStore.Page page = webhooks.list(TENANT, new WebhookStore.Query(null, after, 0, 250));
            page.webhooks().forEach(webhook -> seen.add(webhook.key().webhook()));
            last = dynamo.used();
            first = first == null ? last : first;
            after = page.more() ? page.webhooks().getLast().key().webhook() : null;
        } while (after != null);
        webhooks.list(TENANT, new WebhookStore.Query(null, null, 9_750, 250));
        Used farthest = dynamo.used();
        reporter.publishEntry(
                Map.of("first", first.toString(), "last", last.toString(), "offset 9,750", farthest.toString()));

        assertThat(seen).hasSize(COUNT);
        assertThat(first.calls()).isLessThanOrEqualTo(2);
        assertThat(first.units()).isLessThanOrEqualTo(20);
        assertThat(last.units()).isLessThanOrEqualTo(20);
        assertThat(farthest.units()).as("an offset reads what it skips").isLessThanOrEqualTo(750);
    }

    @Test
    void a_page_of_explain_costs_what_it_shows_and_the_matches(TestReporter reporter) {
        Event event = fan(4);
        dynamo.used();
        ExplainEvent explain = new ExplainEvent(
                webhooks, new EventDeliveries(new DynamoDeliveryHistory(dynamo, TABLES, clock, Duration.ofDays(30))));
        Set<WebhookId> seen = new HashSet<>();
        WebhookId after = null;
        double most = 0;
        int calls = 0;
        do {
            Explanation page = explain.explain(events.find(TENANT, event.id()).orElseThrow(), after, 100);
            page.webhooks().forEach(entry -> seen.add(entry.webhook()));
            after = page.next();
            Used used = dynamo.used();
            most = Math.max(most, used.units());
            calls = Math.max(calls, used.calls());
        } while (after != null);
        reporter.publishEntry(Map.of("dearest page", calls + " calls, " + most + " units"));

        assertThat(seen).hasSize(COUNT);
        assertThat(calls).isLessThanOrEqualTo(4);
        assertThat(most).isLessThanOrEqualTo(20);
    }

    /** Publishes by HTTP and fans out, in a process that keeps what it read. */
    private Event fan(int number) {
        Event event = Events.valid()
                .tenant(TENANT.value())
                .id("evt-" + number + "-" + Thread.currentThread().threadId())
                .acceptedAt(NOW)
                .build();
        events.accept(event);
        FanOut.Outcome outcome =
                fanOut.fanOut(List.of(new Intake("m-" + number, new EventMessage(event, true, false), false)));
        assertThat(outcome.failed()).isEmpty();
        return event;
    }

    private static WriteRequest put(Map<String, AttributeValue> item) {
        return WriteRequest.builder()
                .putRequest(PutRequest.builder().item(item).build())
                .build();
    }
}
