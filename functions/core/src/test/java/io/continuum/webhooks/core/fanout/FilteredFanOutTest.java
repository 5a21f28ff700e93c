package io.continuum.webhooks.core.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.event.Event;
import io.continuum.webhooks.core.event.EventMessage;
import io.continuum.webhooks.core.event.Events;
import io.continuum.webhooks.core.event.Filter;
import io.continuum.webhooks.core.fake.InMemoryConfiguration;
import io.continuum.webhooks.core.fake.InMemoryDeliveries;
import io.continuum.webhooks.core.fake.InMemoryDeliveryQueue;
import io.continuum.webhooks.core.fake.MutableClock;
import io.continuum.webhooks.core.fake.Webhooks;
import io.continuum.webhooks.core.id.WebhookId;
import io.continuum.webhooks.core.journal.Metrics;
import io.continuum.webhooks.core.json.CanonicalJson;
import io.continuum.webhooks.core.webhook.Webhook;
import io.continuum.webhooks.core.webhook.WebhookStore;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** To whom events go that not every subscriber wants. */
class FilteredFanOutTest {
    private final MutableClock clock = new MutableClock(Webhooks.EPOCH);
    private final WebhookStore webhooks = new InMemoryConfiguration().webhookStore(clock);
    private final InMemoryDeliveries deliveries = new InMemoryDeliveries(clock, Duration.ofDays(30));
    private final InMemoryDeliveryQueue queue = new InMemoryDeliveryQueue(clock, Duration.ofMinutes(15));
    private final FanOut fanOut = new FanOut(webhooks, deliveries.eventStore(), queue, (_, _, _) -> {}, Metrics.NONE);

    @Test
    void only_webhooks_whose_filter_matches_get_an_event() {
        WebhookId all = made(1, null);
        WebhookId work = made(2, "{\"category\":\"work\"}");
        made(3, "{\"category\":\"home\"}");
        WebhookId important = made(4, "{\"pattern\":{\"data\":{\"importance\":[{\"numeric\":[\">\",0.8]}]}}}");
        made(5, "{\"category\":\"work\",\"pattern\":{\"data\":{\"importance\":[{\"numeric\":[\"<\",0.8]}]}}}");

        fan(event("{\"category\":\"work\",\"importance\":0.85}"));

        assertThat(receivers()).containsExactlyInAnyOrder(all, work, important);
    }

    @Test
    void what_a_filter_refuses_is_not_among_the_noted_matches() {
        made(1, "{\"category\":\"home\"}");
        Event event = event("{\"category\":\"work\"}");

        fan(event);

        assertThat(queue.sent()).isEmpty();
        assertThat(deliveries
                        .eventStore()
                        .find(event.tenant(), event.id())
                        .orElseThrow()
                        .matches())
                .isEmpty();
    }

    @Test
    void a_filter_does_not_widen_what_is_subscribed_to() {
        Webhook other = Webhooks.valid()
                .number(1)
                .events("sync.failed")
                .filter(filter("{\"category\":\"work\"}"))
                .build();
        webhooks.create(other, 1_000);

        fan(event("{\"category\":\"work\"}"));

        assertThat(queue.sent()).isEmpty();
    }

    private WebhookId made(int number, @Nullable String filter) {
        Webhook webhook = Webhooks.valid()
                .number(number)
                .filter(filter == null ? null : filter(filter))
                .build();
        webhooks.create(webhook, 1_000);
        return webhook.key().webhook();
    }

    private static Filter filter(String text) {
        return new Filter(CanonicalJson.ofCanonicalText(text));
    }

    private static Event event(String data) {
        return Events.valid()
                .tenant(Webhooks.TENANT.value())
                .acceptedAt(Webhooks.EPOCH)
                .data(data)
                .build();
    }

    private void fan(Event event) {
        assertThat(fanOut.fanOut(List.of(new Intake("m", new EventMessage(event, false, false), false)))
                        .failed())
                .isEmpty();
    }

    private Set<WebhookId> receivers() {
        return queue.sent().stream()
                .map(sent -> sent.task().key().webhook().webhook())
                .collect(Collectors.toSet());
    }
}
