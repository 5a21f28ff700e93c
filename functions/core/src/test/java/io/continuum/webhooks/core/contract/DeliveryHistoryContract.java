package io.continuum.webhooks.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.delivery.Delivery;
import io.continuum.webhooks.core.delivery.DeliveryHistory;
import io.continuum.webhooks.core.delivery.DeliveryHistory.Page;
import io.continuum.webhooks.core.delivery.DeliveryHistory.Query;
import io.continuum.webhooks.core.delivery.DeliveryLog;
import io.continuum.webhooks.core.delivery.Status;
import io.continuum.webhooks.core.delivery.Waiting;
import io.continuum.webhooks.core.delivery.WaitingRoom;
import io.continuum.webhooks.core.event.EventType;
import io.continuum.webhooks.core.event.Events;
import io.continuum.webhooks.core.fake.Deliveries;
import io.continuum.webhooks.core.fake.HandClock;
import io.continuum.webhooks.core.id.DeliveryId;
import io.continuum.webhooks.core.id.DeliveryKey;
import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.stats.Hour;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link DeliveryHistory} does, together with the log and the waiting room that it shows. */
public abstract class DeliveryHistoryContract {
    private static final Duration RETENTION = Duration.ofDays(30);
    private static final EventType CREATED = new EventType("memory.created");
    private static final EventType DELETED = new EventType("memory.deleted");

    private final WebhookKey webhook = Deliveries.freshWebhook();
    private final HandClock clock = new HandClock(Events.ACCEPTED);
    private DeliveryLog log;
    private WaitingRoom room;
    private DeliveryHistory history;

    /** One world, seen through its three ports. */
    public record World(DeliveryLog log, WaitingRoom room, DeliveryHistory history) {}

    /** Returns the world to test; it keeps everything for {@code retention} and reads that clock only. */
    protected abstract World world(InstantSource clock, Duration retention);

    @BeforeEach
    void open() {
        World world = world(clock, RETENTION);
        log = world.log();
        room = world.room();
        history = world.history();
    }

    @Test
    void what_has_neither_record_nor_place_is_not_found() {
        assertThat(history.find(Deliveries.first(webhook, "evt_1").key())).isEmpty();
        assertThat(history.list(webhook, all(10))).isEqualTo(new Page(List.of(), null));
    }

    @Test
    void record_and_place_are_one_picture() {
        Delivery recorded = Deliveries.failed(Deliveries.first(webhook, "evt_1"));
        Delivery waiting = Deliveries.parked(recorded);
        log.write(null, recorded);

        assertThat(history.find(recorded.key())).contains(recorded);
        room.put(waiting);

        assertThat(history.find(recorded.key())).contains(waiting);
        assertThat(history.list(webhook, all(10)).deliveries()).containsExactly(waiting);
    }

    @Test
    void a_place_alone_is_a_delivery_too() {
        Delivery waiting = Deliveries.parked(Deliveries.first(webhook, "evt_1"));
        room.put(waiting);

        assertThat(history.find(waiting.key())).contains(waiting);
        assertThat(history.list(webhook, all(10)).deliveries()).containsExactly(waiting);
    }

    @Test
    void a_place_left_over_from_before_its_attempt_is_ignored() {
        Delivery pending = Deliveries.first(webhook, "evt_1");
        Delivery recorded = Deliveries.failed(pending);
        room.put(Deliveries.parked(pending));
        log.write(null, recorded);

        assertThat(history.find(recorded.key())).contains(recorded);
        assertThat(history.list(webhook, all(10)).deliveries()).containsExactly(recorded);
        assertThat(history.list(webhook, query(Status.PENDING, null, null, null, null))
                        .deliveries())
                .isEmpty();
    }

    @Test
    void a_place_left_over_from_before_the_end_is_ignored() {
        Delivery recorded = Deliveries.failed(Deliveries.first(webhook, "evt_1"));
        Delivery cancelled = recorded.ended(Status.CANCELLED, null, Deliveries.STARTED.plusSeconds(9));
        room.put(Deliveries.parked(recorded));
        log.write(null, cancelled);

        assertThat(history.find(recorded.key())).contains(cancelled);
    }

    @Test
    void many_are_found_at_once_each_as_alone() {
        List<Delivery> stored = fill(130);
        List<DeliveryKey> keys =
                new ArrayList<>(stored.stream().map(Delivery::key).toList());
        keys.add(Deliveries.first(webhook, "never_sent").key());

        Map<DeliveryKey, Delivery> found = history.findAll(keys);

        assertThat(found).hasSize(130);
        assertThat(stored)
                .allSatisfy(delivery -> assertThat(found.get(delivery.key())).isEqualTo(delivery));
        assertThat(history.findAll(List.of())).isEmpty();
    }

    @Test
    void the_newest_come_first_and_a_page_says_whether_there_is_more() {
        List<Delivery> newestFirst = fill(7);

        assertThat(history.list(webhook, all(7))).isEqualTo(new Page(newestFirst, null));
        assertThat(history.list(webhook, all(8))).isEqualTo(new Page(newestFirst, null));
        Page six = history.list(webhook, all(6));
        assertThat(six.deliveries()).isEqualTo(newestFirst.subList(0, 6));
        assertThat(six.more()).isTrue();
    }

    @Test
    void an_offset_skips() {
        List<Delivery> newestFirst = fill(9);

        Page page = history.list(webhook, new Query(null, null, null, null, null, 4, 3));
        assertThat(page.deliveries()).isEqualTo(newestFirst.subList(4, 7));
        assertThat(page.more()).isTrue();
        assertThat(history.list(webhook, new Query(null, null, null, null, null, 6, 3)))
                .isEqualTo(new Page(newestFirst.subList(6, 9), null));
        assertThat(history.list(webhook, new Query(null, null, null, null, null, 9, 3)))
                .isEqualTo(new Page(List.of(), null));
    }

    @Test
    void after_goes_on_below_any_delivery() {
        List<Delivery> newestFirst = fill(5);
        DeliveryId second = newestFirst.get(1).key().delivery();
        DeliveryId last = newestFirst.getLast().key().delivery();

        assertThat(history.list(webhook, new Query(null, null, null, null, second, 0, 10)))
                .isEqualTo(new Page(newestFirst.subList(2, 5), null));
        assertThat(history.list(webhook, new Query(null, null, null, null, last, 0, 10)))
                .isEqualTo(new Page(List.of(), null));
    }

    @Test
    void since_is_included_and_until_is_not() {
        List<Delivery> newestFirst = fill(6);
        Instant since = newestFirst.get(4).createdAt();
        Instant until = newestFirst.get(1).createdAt();

        assertThat(history.list(webhook, query(null, null, since, until, null)).deliveries())
                .isEqualTo(newestFirst.subList(2, 5));
        assertThat(history.list(webhook, query(null, null, since.plusNanos(1), until.plusNanos(1), null))
                        .deliveries())
                .isEqualTo(newestFirst.subList(1, 4));
        assertThat(history.list(webhook, query(null, null, until, since, null)).deliveries())
                .isEmpty();
    }

    @Test
    void paging_with_every_filter_neither_loses_nor_repeats_one() {
        List<Delivery> newestFirst = fill(200);
        Instant since = newestFirst.get(180).createdAt();
        Instant until = newestFirst.get(20).createdAt();

        for (Status status : new Status[] {null, Status.PENDING, Status.FAILED, Status.SUCCESS, Status.DEAD_LETTER}) {
            for (EventType event : new EventType[] {null, CREATED, DELETED}) {
                List<Delivery> within = newestFirst.stream()
                        .filter(one -> status == null || status == one.status())
                        .filter(one -> event == null || event.equals(one.eventType()))
                        .toList();
                assertThat(paged(status, event, null, null)).isEqualTo(within);
                Predicate<Delivery> inTime = one ->
                        !one.createdAt().isBefore(since) && one.createdAt().isBefore(until);
                assertThat(paged(status, event, since, until))
                        .isEqualTo(within.stream().filter(inTime).toList());
            }
        }
    }

    @Test
    void an_offset_goes_together_with_filters() {
        List<Delivery> failed =
                fill(60).stream().filter(one -> one.status() == Status.FAILED).toList();

        assertThat(history.list(webhook, new Query(Status.FAILED, null, null, null, null, 3, 4))
                        .deliveries())
                .isEqualTo(failed.subList(3, 7));
    }

    @Test
    void long_records_are_paged_to_the_end() {
        List<Delivery> newestFirst = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            Delivery delivery = Deliveries.first(webhook, "evt_" + i, CREATED.name(), Events.ACCEPTED.plusMillis(i));
            Delivery after = Deliveries.failed(delivery);
            for (int attempt = 0; attempt < 4; attempt++) {
                after = Deliveries.failed(after, "x".repeat(16 * 1024));
            }
            log.write(null, after);
            newestFirst.addFirst(after);
        }

        assertThat(paged(null, null, null, null)).isEqualTo(newestFirst);
        assertThat(paged(Status.SUCCESS, null, null, null)).isEmpty();
        assertThat(history.list(webhook, new Query(null, null, null, null, null, 37, 2))
                        .deliveries())
                .isEqualTo(newestFirst.subList(37, 39));
    }

    @Test
    void webhooks_do_not_see_each_others_deliveries() {
        WebhookKey sibling = Deliveries.webhookOf(webhook.tenant());
        WebhookKey namesake = new WebhookKey(Deliveries.freshWebhook().tenant(), webhook.webhook());
        fill(5);

        assertThat(history.list(sibling, all(10)).deliveries()).isEmpty();
        assertThat(history.list(namesake, all(10)).deliveries()).isEmpty();
    }

    @Test
    void what_is_over_is_neither_found_nor_listed() {
        List<Delivery> newestFirst = fill(5);

        clock.set(newestFirst.get(2).createdAt().plus(RETENTION));
        assertThat(history.find(newestFirst.get(2).key())).isPresent();
        clock.set(newestFirst.getFirst().createdAt().plus(RETENTION).plusSeconds(2));
        assertThat(history.find(newestFirst.getFirst().key())).isEmpty();
        assertThat(history.list(webhook, all(10))).isEqualTo(new Page(List.of(), null));
    }

    @Test
    void hours_are_kept_and_come_back_oldest_first() {
        Instant noon = Events.ACCEPTED.truncatedTo(ChronoUnit.HOURS);
        Hour first = new Hour(noon.minus(Duration.ofHours(3)), 1, 2, 3);
        Hour second = new Hour(noon.minus(Duration.ofHours(2)), 4, 5, 6_000_000_000L);
        Hour third = new Hour(noon.minus(Duration.ofHours(1)), 7, 0, 0);
        history.keep(webhook, third);
        history.keep(webhook, first);
        history.keep(webhook, new Hour(second.start(), 9, 9, 9));
        history.keep(webhook, second);

        assertThat(history.hours(webhook, Instant.EPOCH)).containsExactly(first, second, third);
        assertThat(history.hours(webhook, second.start())).containsExactly(second, third);
        assertThat(history.hours(webhook, second.start().plusNanos(1))).containsExactly(third);
        assertThat(history.hours(Deliveries.webhookOf(webhook.tenant()), Instant.EPOCH))
                .isEmpty();
    }

    @Test
    void hours_are_over_when_their_retention_is() {
        Hour hour = new Hour(Events.ACCEPTED, 1, 2, 3);
        history.keep(webhook, hour);

        clock.set(hour.start().plus(Duration.ofHours(1)).plus(RETENTION));
        assertThat(history.hours(webhook, Instant.EPOCH)).containsExactly(hour);
        clock.advance(Duration.ofSeconds(2));
        assertThat(history.hours(webhook, Instant.EPOCH)).isEmpty();
    }

    /** Stores deliveries in every state; returns them newest first, as they are to be shown. */
    private List<Delivery> fill(int count) {
        List<Delivery> newestFirst = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            EventType type = i % 3 == 0 ? DELETED : CREATED;
            Delivery pending = Deliveries.first(webhook, "evt_" + i, type.name(), Events.ACCEPTED.plusMillis(10L * i));
            newestFirst.addFirst(store(pending, i % 5));
        }
        return newestFirst;
    }

    private Delivery store(Delivery pending, int kind) {
        Delivery shown = switch (kind) {
            case 0 -> Deliveries.succeeded(pending);
            case 1 -> Deliveries.failed(pending);
            case 2 -> Deliveries.dead(Deliveries.failed(pending));
            case 3 -> Deliveries.parked(pending);
            default -> Deliveries.parked(Deliveries.failed(pending));
        };
        if (shown.attempts() > 0) {
            log.write(null, kind == 4 ? Deliveries.failed(pending) : shown);
        }
        Waiting waiting = shown.waiting();
        if (waiting != null) {
            room.put(shown);
        }
        return shown;
    }

    private List<Delivery> paged(
            @Nullable Status status, @Nullable EventType event, @Nullable Instant since, @Nullable Instant until) {
        List<Delivery> found = new ArrayList<>();
        DeliveryId after = null;
        do {
            Page page = history.list(webhook, query(status, event, since, until, after));
            found.addAll(page.deliveries());
            assertThat(page.deliveries()).hasSizeLessThanOrEqualTo(7);
            assertThat(Objects.equals(page.next(), after) && page.more()).isFalse();
            after = page.next();
        } while (after != null);
        return found;
    }

    private static Query all(int limit) {
        return new Query(null, null, null, null, null, 0, limit);
    }

    private static Query query(
            @Nullable Status status,
            @Nullable EventType event,
            @Nullable Instant since,
            @Nullable Instant until,
            @Nullable DeliveryId after) {
        return new Query(status, event, since, until, after, 0, 7);
    }
}
