package io.continuum.webhooks.core.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.delivery.DeliveryTask;
import io.continuum.webhooks.core.event.Event;
import io.continuum.webhooks.core.event.EventMessage;
import io.continuum.webhooks.core.event.Events;
import io.continuum.webhooks.core.event.Operational;
import io.continuum.webhooks.core.fake.InMemoryConfiguration;
import io.continuum.webhooks.core.fake.InMemoryDeliveries;
import io.continuum.webhooks.core.fake.InMemoryDeliveryQueue;
import io.continuum.webhooks.core.fake.MutableClock;
import io.continuum.webhooks.core.fake.Webhooks;
import io.continuum.webhooks.core.id.WebhookId;
import io.continuum.webhooks.core.journal.Metrics;
import io.continuum.webhooks.core.webhook.Webhook;
import io.continuum.webhooks.core.webhook.WebhookStore;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** To whom operational events go. */
class ReportsFanOutTest {
    private final MutableClock clock = new MutableClock(Webhooks.EPOCH);
    private final WebhookStore webhooks = new InMemoryConfiguration().webhookStore(clock);
    private final InMemoryDeliveries deliveries = new InMemoryDeliveries(clock, Duration.ofDays(30));
    private final InMemoryDeliveryQueue queue = new InMemoryDeliveryQueue(clock, Duration.ofMinutes(15));
    private final FanOut fanOut = new FanOut(webhooks, deliveries.eventStore(), queue, (_, _, _) -> {}, Metrics.NONE);

    @Test
    void a_report_goes_to_those_who_ask_for_it_by_name_and_to_no_wildcard() {
        Webhook failing = made(1, "memory.*");
        Webhook byName = made(2, "webhook.disabled");
        made(3, "*");
        made(4, "webhook.failing");
        fan(report(failing, "gone"));
        assertThat(receivers()).containsExactly(byName.key().webhook());
    }

    @Test
    void no_webhook_is_told_about_itself() {
        Webhook both = made(1, "webhook.disabled");
        Webhook other = made(2, "webhook.disabled");
        fan(report(both, "gone"));
        assertThat(receivers()).containsExactly(other.key().webhook());
    }

    @Test
    void a_report_that_nobody_asks_for_is_not_even_stored() {
        Webhook failing = made(1, "*");
        Event report = report(failing, "gone");
        assertThat(fan(report).failed()).isEmpty();
        assertThat(receivers()).isEmpty();
        assertThat(deliveries.eventStore().find(report.tenant(), report.id())).isEmpty();
    }

    @Test
    void a_report_that_is_repeated_in_other_words_is_the_same_event() {
        Webhook failing = made(1, "memory.*");
        made(2, "webhook.disabled");
        fan(report(failing, "gone"));
        clock.advance(Duration.ofMinutes(6));
        FanOut.Outcome again = fan(report(failing, "receiver"));
        assertThat(again.rejected()).isEmpty();
        assertThat(tasks().stream().map(DeliveryTask::key).distinct()).hasSize(1);
        assertThat(tasks().getLast().possibleCopy()).isTrue();
        assertThat(tasks().getLast().event().data().text()).contains("gone");
    }

    @Test
    void an_event_of_a_tenant_that_names_a_webhook_goes_to_that_webhook_too() {
        Webhook mine = made(1, "memory.created");
        Event event = Events.valid()
                .tenant(Webhooks.TENANT.value())
                .data("{\"webhook_id\":\"" + mine.key().webhook() + "\"}")
                .build();
        fan(event);
        assertThat(receivers()).containsExactly(mine.key().webhook());
    }

    private FanOut.Outcome fan(Event event) {
        Intake intake = new Intake("m", new EventMessage(event, false, false), false);
        return fanOut.fanOut(List.of(intake));
    }

    private Event report(Webhook about, String reason) {
        return Operational.report(
                Webhooks.TENANT,
                Operational.WEBHOOK_DISABLED,
                Operational.about(about.key().webhook()).put("reason", reason).build(),
                clock.instant(),
                about.key().webhook().toString());
    }

    private Webhook made(int number, String... events) {
        Webhook webhook = Webhooks.valid().number(number).events(events).build();
        webhooks.create(webhook, 100);
        return webhook;
    }

    private List<DeliveryTask> tasks() {
        return queue.sent().stream().map(InMemoryDeliveryQueue.Sent::task).toList();
    }

    private Set<WebhookId> receivers() {
        return tasks().stream().map(task -> task.key().webhook().webhook()).collect(Collectors.toSet());
    }
}
