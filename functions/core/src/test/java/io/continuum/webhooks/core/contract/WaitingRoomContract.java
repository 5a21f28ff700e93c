package io.continuum.webhooks.core.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.continuum.webhooks.core.admission.WaitReason;
import io.continuum.webhooks.core.delivery.Delivery;
import io.continuum.webhooks.core.delivery.Waiting;
import io.continuum.webhooks.core.delivery.WaitingRoom;
import io.continuum.webhooks.core.event.Events;
import io.continuum.webhooks.core.fake.Deliveries;
import io.continuum.webhooks.core.fake.HandClock;
import io.continuum.webhooks.core.id.WebhookKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link WaitingRoom} does. */
public abstract class WaitingRoomContract {
    private static final Duration RETENTION = Duration.ofDays(30);

    private final WebhookKey webhook = Deliveries.freshWebhook();
    private final HandClock clock = new HandClock(Events.ACCEPTED);
    private WaitingRoom room;

    /** Returns the room to test; it keeps places for {@code retention} and reads that clock only. */
    protected abstract WaitingRoom room(InstantSource clock, Duration retention);

    @BeforeEach
    void open() {
        room = room(clock, RETENTION);
    }

    @Test
    void a_place_is_found_with_what_it_waits_for() {
        Delivery parked = Deliveries.parked(Deliveries.first(webhook, "evt_1"));

        room.put(parked);

        assertThat(room.oldest(webhook, 10)).containsExactly(parked);
        assertThat(room.count(webhook, 10)).isEqualTo(1);
    }

    @Test
    void every_reason_comes_back_and_none_for_what_is_held() {
        List<Delivery> all = new ArrayList<>();
        for (WaitReason reason : WaitReason.values()) {
            Waiting waiting = new Waiting(1, reason, Deliveries.STARTED, Deliveries.STARTED.plusNanos(1), false);
            all.add(Deliveries.first(webhook, "evt_" + reason).waitingFor(waiting));
        }
        Waiting held = new Waiting(1, null, Deliveries.STARTED, Deliveries.STARTED, true);
        all.add(Deliveries.first(webhook, "evt_held").waitingFor(held));
        all.forEach(room::put);

        assertThat(room.oldest(webhook, 10)).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void a_delivery_that_was_attempted_keeps_all_but_its_log() {
        Delivery parked = Deliveries.parked(Deliveries.failed(Deliveries.first(webhook, "evt_1")));

        room.put(parked);

        assertThat(room.oldest(webhook, 10))
                .singleElement()
                .usingRecursiveComparison()
                .ignoringFields("log")
                .isEqualTo(parked);
    }

    @Test
    void a_second_place_replaces_the_first() {
        Delivery first = Deliveries.parked(Deliveries.first(webhook, "evt_1"));
        Delivery second = first.waitingFor(
                new Waiting(1, WaitReason.RATE, Deliveries.STARTED, Deliveries.STARTED.plusSeconds(5), false));

        room.put(first);
        room.put(second);

        assertThat(room.oldest(webhook, 10)).containsExactly(second);
    }

    @Test
    void a_place_is_removed_once_and_again() {
        Delivery parked = Deliveries.parked(Deliveries.first(webhook, "evt_1"));
        room.put(parked);

        room.remove(parked);
        room.remove(parked);

        assertThat(room.oldest(webhook, 10)).isEmpty();
        assertThat(room.count(webhook, 10)).isZero();
    }

    @Test
    void a_place_that_was_put_again_since_it_was_read_stays() {
        Delivery delivery = Deliveries.first(webhook, "evt_1");
        Delivery seen = delivery.waitingFor(
                new Waiting(1, WaitReason.BREAKER, Deliveries.STARTED, Deliveries.STARTED.plusSeconds(5), true));
        Delivery again = delivery.waitingFor(
                new Waiting(1, WaitReason.BREAKER, Deliveries.STARTED, Deliveries.STARTED.plusSeconds(9), true));
        room.put(seen);
        room.put(again);

        room.remove(seen);
        assertThat(room.oldest(webhook, 10)).containsExactly(again);

        room.remove(again);
        assertThat(room.oldest(webhook, 10)).isEmpty();
    }

    @Test
    void a_place_of_a_later_attempt_stays() {
        Delivery delivery = Deliveries.first(webhook, "evt_1");
        Delivery second = delivery.waitingFor(
                new Waiting(2, WaitReason.BREAKER, Deliveries.STARTED, Deliveries.STARTED.plusSeconds(5), true));
        room.put(second);

        room.remove(second.key(), 1);
        assertThat(room.oldest(webhook, 10)).containsExactly(second);

        room.remove(second.key(), 2);
        assertThat(room.oldest(webhook, 10)).isEmpty();
    }

    @Test
    void the_oldest_come_first_up_to_a_limit() {
        List<Delivery> inOrder = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            Delivery delivery = Deliveries.first(webhook, "evt_" + i, "memory.created", Events.ACCEPTED.plusMillis(i));
            inOrder.add(Deliveries.parked(delivery));
        }
        List<Delivery> shuffled = new ArrayList<>(inOrder);
        Collections.shuffle(shuffled, new Random(7));
        shuffled.forEach(room::put);

        assertThat(room.oldest(webhook, 1)).isEqualTo(inOrder.subList(0, 1));
        assertThat(room.oldest(webhook, 12)).isEqualTo(inOrder.subList(0, 12));
        assertThat(room.oldest(webhook, 30)).isEqualTo(inOrder);
        assertThat(room.oldest(webhook, 100)).isEqualTo(inOrder);
    }

    @Test
    void a_list_goes_on_behind_a_delivery_that_may_have_left() {
        List<Delivery> inOrder = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Delivery delivery = Deliveries.first(webhook, "evt_" + i, "memory.created", Events.ACCEPTED.plusMillis(i));
            inOrder.add(Deliveries.parked(delivery));
        }
        inOrder.forEach(room::put);
        room.remove(inOrder.get(1));

        assertThat(room.oldest(webhook, inOrder.get(1).key().delivery(), 2)).isEqualTo(inOrder.subList(2, 4));
        assertThat(room.oldest(webhook, inOrder.get(4).key().delivery(), 2)).isEmpty();
    }

    @Test
    void counting_stops_at_the_most_that_is_asked_for() {
        for (int i = 0; i < 5; i++) {
            room.put(Deliveries.parked(Deliveries.first(webhook, "evt_" + i)));
        }

        assertThat(room.count(webhook, 4)).isEqualTo(4);
        assertThat(room.count(webhook, 5)).isEqualTo(5);
        assertThat(room.count(webhook, 6)).isEqualTo(5);
    }

    @Test
    void webhooks_do_not_see_each_others_places() {
        WebhookKey sibling = Deliveries.webhookOf(webhook.tenant());
        WebhookKey namesake = new WebhookKey(Deliveries.freshWebhook().tenant(), webhook.webhook());
        room.put(Deliveries.parked(Deliveries.first(webhook, "evt_1")));

        assertThat(room.oldest(sibling, 10)).isEmpty();
        assertThat(room.count(sibling, 10)).isZero();
        assertThat(room.oldest(namesake, 10)).isEmpty();
    }

    @Test
    void what_is_over_neither_counts_nor_stands_in_the_way() {
        Delivery old = Deliveries.parked(Deliveries.first(webhook, "evt_old"));
        clock.advance(RETENTION);
        Delivery young = Deliveries.parked(Deliveries.first(webhook, "evt_new", "memory.created", clock.instant()));
        room.put(old);
        room.put(young);

        assertThat(room.oldest(webhook, 1)).containsExactly(old);
        clock.advance(Duration.ofSeconds(2));
        assertThat(room.oldest(webhook, 1)).containsExactly(young);
        assertThat(room.count(webhook, 10)).isEqualTo(1);
    }

    @Test
    void a_delivery_that_waits_for_nothing_gets_no_place() {
        Delivery pending = Deliveries.first(webhook, "evt_1");

        assertThatIllegalArgumentException().isThrownBy(() -> room.put(pending));
    }
}
