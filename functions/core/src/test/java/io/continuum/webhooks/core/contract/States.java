package io.continuum.webhooks.core.contract;

import io.continuum.webhooks.core.admission.Capacity;
import io.continuum.webhooks.core.admission.Drain;
import io.continuum.webhooks.core.admission.RateWindow;
import io.continuum.webhooks.core.admission.Slot;
import io.continuum.webhooks.core.admission.Wake;
import io.continuum.webhooks.core.admission.WebhookState;
import io.continuum.webhooks.core.breaker.Breaker;
import io.continuum.webhooks.core.id.DeliveryId;
import io.continuum.webhooks.core.id.EventId;
import io.continuum.webhooks.core.stats.Hour;
import io.continuum.webhooks.core.stats.Stats;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** States for the contracts. */
public final class States {
    private static final Instant NOW = Instant.parse("2026-11-23T10:59:59.987654321Z");

    private States() {}

    /** Returns a state with everything that a state can have, each number as long as it may get. */
    public static WebhookState full(WebhookState fresh) {
        Stats stats = new Stats(
                9_999_999_999L,
                8_888_888_889L,
                7_777_777_777L,
                6_666_666_666_667L,
                1_999_999_999,
                new Hour(NOW, 1_234_567, 2_345_679, 3_456_789_123L),
                NOW,
                NOW.minusNanos(1),
                NOW.minusNanos(2),
                NOW.minusNanos(3),
                5_555_555_556L);
        return new WebhookState(
                fresh.key(),
                fresh.revision(),
                fresh.life(),
                99_999_999,
                99_999_998,
                new Capacity(20, 99_999, Duration.ofMillis(59_999)),
                new Breaker.HalfOpen(NOW.minusNanos(4), NOW.plusNanos(5), 999_999),
                99_999_999,
                slots(fresh, 20),
                new RateWindow(29_999_999, 99_999),
                stats,
                new Wake(NOW.plusNanos(6), 999_999_999),
                null);
    }

    /** Returns such a state of a webhook that is being drained, so that its breaker is closed. */
    public static WebhookState draining(WebhookState fresh) {
        Instant whole = Instant.parse("2026-11-23T11:00:40Z");
        return full(fresh)
                .with(new Breaker.Closed(4))
                .draining(new Drain(
                        whole, whole.plusSeconds(60), 99_999_999, 1 << 20, 5_555_555_556L, 6_666_666_666_667L));
    }

    /** Returns slots of deliveries to the webhook of {@code state}. */
    public static List<Slot> slots(WebhookState state, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Slot(
                        DeliveryId.of(
                                new EventId("evt_" + i),
                                NOW.plusMillis(i),
                                state.key().webhook()),
                        i + 1,
                        Instant.parse("2026-11-23T11:00:40Z").plusSeconds(i)))
                .toList();
    }
}
