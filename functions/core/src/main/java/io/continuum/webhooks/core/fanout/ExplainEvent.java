package io.continuum.webhooks.core.fanout;

import io.continuum.webhooks.core.delivery.Delivery;
import io.continuum.webhooks.core.delivery.EventDeliveries;
import io.continuum.webhooks.core.event.Event;
import io.continuum.webhooks.core.event.EventStore.Stored;
import io.continuum.webhooks.core.event.EventView;
import io.continuum.webhooks.core.event.Filter;
import io.continuum.webhooks.core.event.Operational;
import io.continuum.webhooks.core.id.WebhookId;
import io.continuum.webhooks.core.webhook.Webhook;
import io.continuum.webhooks.core.webhook.WebhookStore;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Tells why each webhook did or did not get an event. What happened is told as it happened: a webhook that the event
 * matched is judged by its delivery. The others are judged by today's configuration. Thread-safe.
 */
public final class ExplainEvent {
    private final WebhookStore webhooks;
    private final EventDeliveries deliveries;

    /** Reads configurations from {@code webhooks} and what happened from {@code deliveries}. */
    public ExplainEvent(WebhookStore webhooks, EventDeliveries deliveries) {
        this.webhooks = webhooks;
        this.deliveries = deliveries;
    }

    /**
     * Returns a page. Its cost does not grow with the tenant: it reads the configurations of the page, about 1 read unit
     * per 4 KB, and the deliveries of its matches, about 1 read unit each.
     *
     * @param after where the page before ended; null = from the beginning
     * @param limit 1 to 250
     */
    public Explanation explain(Stored stored, @Nullable WebhookId after, int limit) {
        Event event = stored.event();
        Set<WebhookId> matched = matched(stored, after);
        Map<WebhookId, Webhook> configured = new HashMap<>();
        WebhookStore.Page listed = webhooks.list(event.tenant(), new WebhookStore.Query(null, after, 0, limit));
        listed.webhooks().forEach(webhook -> configured.put(webhook.key().webhook(), webhook));
        // Both were read from the same place on, so their union is whole up to the limit.
        TreeSet<WebhookId> all = new TreeSet<>(matched);
        all.addAll(configured.keySet());
        List<WebhookId> page = all.stream().limit(limit).toList();
        Map<WebhookId, Delivery> sent = sent(event, page, matched);
        EventView view = EventView.of(event);
        List<Explanation.Entry> entries = page.stream()
                .map(id -> {
                    Delivery delivery = sent.get(id);
                    Webhook webhook = configured.get(id);
                    return delivery != null
                            ? new Explanation.Entry(id, happened(delivery, webhook), null)
                            : judged(stored, view, Objects.requireNonNull(webhook));
                })
                .toList();
        return new Explanation(entries, all.size() > limit || listed.more() ? page.getLast() : null);
    }

    private static Set<WebhookId> matched(Stored stored, @Nullable WebhookId after) {
        Set<WebhookId> matched = new HashSet<>();
        for (WebhookId id : stored.matches() == null ? List.<WebhookId>of() : stored.matches()) {
            if (after == null || id.compareTo(after) > 0) {
                matched.add(id);
            }
        }
        return matched;
    }

    private Map<WebhookId, Delivery> sent(Event event, List<WebhookId> page, Set<WebhookId> matched) {
        List<WebhookId> wanted = page.stream().filter(matched::contains).toList();
        Map<WebhookId, Delivery> sent = new HashMap<>();
        deliveries
                .to(event, wanted)
                .forEach(delivery -> sent.put(delivery.key().webhook().webhook(), delivery));
        return sent;
    }

    /** A webhook that is gone cancels what is not final, whether or not anybody has come to it yet. */
    private static Outcome happened(Delivery delivery, @Nullable Webhook webhook) {
        return switch (delivery.status()) {
            case SUCCESS -> Outcome.DELIVERED;
            case DEAD_LETTER -> Outcome.DEAD_LETTER;
            case CANCELLED -> Outcome.CANCELLED;
            case PENDING, FAILED, HELD -> {
                if (webhook == null) {
                    yield Outcome.CANCELLED;
                }
                yield delivery.waiting() == null ? Outcome.PENDING : Outcome.WAITING;
            }
        };
    }

    private static Explanation.Entry judged(Stored stored, EventView view, Webhook webhook) {
        WebhookId id = webhook.key().webhook();
        Event event = stored.event();
        if (Operational.subject(event).filter(id::equals).isPresent()) {
            // No webhook is told about itself, whatever it subscribes to.
            return new Explanation.Entry(id, Outcome.NOT_SUBSCRIBED, null);
        }
        // First what enabling it would not change.
        if (!webhook.subscribesTo(event.type())) {
            return new Explanation.Entry(id, Outcome.NOT_SUBSCRIBED, null);
        }
        if (!webhook.active()) {
            return new Explanation.Entry(id, Outcome.INACTIVE, null);
        }
        Optional<String> clause = refusedBy(webhook, view);
        if (clause.isPresent()) {
            return new Explanation.Entry(id, Outcome.FILTERED, clause.get());
        }
        // It would match today. Fanned out without it, the event came before it was there, enabled, or as it is now.
        return new Explanation.Entry(id, stored.matches() == null ? Outcome.PENDING : Outcome.INACTIVE, null);
    }

    private static Optional<String> refusedBy(Webhook webhook, EventView event) {
        Filter filter = webhook.settings().filter();
        return filter == null ? Optional.empty() : filter.refusedBy(event);
    }
}
