package io.continuum.webhooks.lambda.api.memory;

import io.continuum.webhooks.core.delivery.Delivery;
import io.continuum.webhooks.core.delivery.DeliveryHistory;
import io.continuum.webhooks.core.delivery.DeliveryLog;
import io.continuum.webhooks.core.delivery.WaitingRoom;
import io.continuum.webhooks.core.id.DeliveryKey;
import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.stats.Hour;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Records, places and hours in memory. */
public final class MemoryDeliveries implements DeliveryLog, DeliveryHistory, WaitingRoom {
    private static final int LOOKED_AT = 10;

    private final Map<DeliveryKey, Delivery> records = new HashMap<>();
    private final Map<DeliveryKey, Delivery> places = new HashMap<>();
    private final Map<WebhookKey, Map<Instant, Hour>> hours = new HashMap<>();

    @Override
    public synchronized Map<DeliveryKey, Delivery> find(Collection<DeliveryKey> keys) {
        return keys.stream()
                .flatMap(key -> Stream.ofNullable(records.get(key)))
                .collect(Collectors.toMap(Delivery::key, Function.identity()));
    }

    @Override
    public synchronized Written write(@Nullable Delivery before, Delivery after) {
        Delivery now = records.get(after.key());
        boolean same = before == null
                ? now == null
                : now != null && now.attempts() == before.attempts() && now.status() == before.status();
        if (!same) {
            return new Written.Fenced(Objects.requireNonNull(now));
        }
        records.put(after.key(), after);
        return new Written.Done();
    }

    @Override
    public synchronized Optional<Delivery> find(DeliveryKey key) {
        Delivery place = places.get(key);
        return Optional.ofNullable(place != null ? place : records.get(key));
    }

    /** Looks at ten deliveries behind the offset and no more, so that pages are short whenever a filter fits little. */
    @Override
    public synchronized Page list(WebhookKey webhook, Query query) {
        List<Delivery> all = known(webhook)
                .filter(one -> query.since() == null || !one.createdAt().isBefore(query.since()))
                .filter(one -> query.until() == null || one.createdAt().isBefore(query.until()))
                .filter(one -> query.after() == null || one.key().delivery().compareTo(query.after()) < 0)
                .sorted(Comparator.comparing((Delivery one) -> one.key().delivery())
                        .reversed())
                .toList();
        List<Delivery> found = new ArrayList<>();
        int skipped = 0;
        int looked = 0;
        for (int i = 0; i < all.size(); i++) {
            boolean wanted = wanted(all.get(i), query);
            boolean skip = wanted && skipped < query.offset();
            if (found.size() == query.limit() || looked == LOOKED_AT) {
                return new Page(found, all.get(i - 1).key().delivery());
            }
            if (wanted && !skip) {
                found.add(all.get(i));
            }
            skipped += skip ? 1 : 0;
            looked += skipped == query.offset() && !skip ? 1 : 0;
        }
        return new Page(found, null);
    }

    private static boolean wanted(Delivery one, Query query) {
        return (query.status() == null || one.status() == query.status())
                && (query.event() == null || one.eventType().equals(query.event()));
    }

    @Override
    public synchronized void keep(WebhookKey webhook, Hour hour) {
        hours.computeIfAbsent(webhook, _ -> new HashMap<>()).put(hour.start(), hour);
    }

    @Override
    public synchronized List<Hour> hours(WebhookKey webhook, Instant since) {
        return hours.getOrDefault(webhook, Map.of()).values().stream()
                .filter(hour -> !hour.start().isBefore(since))
                .sorted(Comparator.comparing(Hour::start))
                .toList();
    }

    @Override
    public synchronized void put(Delivery waiting) {
        places.put(waiting.key(), waiting);
    }

    @Override
    public synchronized void remove(DeliveryKey key, int attempt) {
        places.remove(key);
    }

    @Override
    public synchronized void remove(Delivery seen) {
        places.remove(seen.key());
    }

    @Override
    public synchronized List<Delivery> oldest(WebhookKey webhook, int limit) {
        return waiting(webhook)
                .sorted(Comparator.comparing(one -> one.key().delivery()))
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized int count(WebhookKey webhook, int most) {
        return (int) waiting(webhook).limit(most).count();
    }

    private Stream<Delivery> waiting(WebhookKey webhook) {
        return places.values().stream().filter(one -> one.key().webhook().equals(webhook));
    }

    private Stream<Delivery> known(WebhookKey webhook) {
        Map<DeliveryKey, Delivery> all = new HashMap<>(records);
        all.putAll(places);
        return new ArrayList<>(all.values())
                .stream().filter(one -> one.key().webhook().equals(webhook));
    }
}
