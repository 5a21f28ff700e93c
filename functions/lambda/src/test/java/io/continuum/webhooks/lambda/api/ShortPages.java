package io.continuum.webhooks.lambda.api;

import io.continuum.webhooks.core.delivery.Delivery;
import io.continuum.webhooks.core.delivery.DeliveryHistory;
import io.continuum.webhooks.core.id.DeliveryKey;
import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.stats.Hour;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A history whose filtered pages are short although there is more, as the real one's may be: one delivery first, then
 * at most two at a time.
 */
record ShortPages(DeliveryHistory history) implements DeliveryHistory {
    private static final int MOST = 2;

    @Override
    public Page list(WebhookKey webhook, Query query) {
        if (query.status() == null && query.event() == null) {
            return history.list(webhook, query);
        }
        boolean first = query.after() == null;
        Page page = history.list(
                webhook,
                new Query(
                        query.status(),
                        query.event(),
                        query.since(),
                        query.until(),
                        query.after(),
                        query.offset(),
                        Math.min(MOST, query.limit())));
        return first && page.more() && page.deliveries().size() == MOST
                ? new Page(
                        page.deliveries().subList(0, 1),
                        page.deliveries().getFirst().key().delivery())
                : page;
    }

    @Override
    public Optional<Delivery> find(DeliveryKey key) {
        return history.find(key);
    }

    @Override
    public Map<DeliveryKey, Delivery> findAll(Collection<DeliveryKey> keys) {
        return history.findAll(keys);
    }

    @Override
    public void keep(WebhookKey webhook, Hour hour) {
        history.keep(webhook, hour);
    }

    @Override
    public List<Hour> hours(WebhookKey webhook, Instant since) {
        return history.hours(webhook, since);
    }
}
