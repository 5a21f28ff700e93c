package io.continuum.webhooks.core.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveryIdTest {
    private static final Instant NOON = Instant.parse("2025-12-06T12:00:00.123Z");
    private static final EventId EVENT = new EventId("evt_1");
    private static final EventId OURS = new EventId("evt_01kbsrgzkvabcdefghjkmnpqrs");
    private static final WebhookId WEBHOOK = new WebhookId("01jef0000000000000000000zz");

    @Test
    void follows_from_event_acceptance_and_webhook() {
        assertThat(DeliveryId.of(EVENT, NOON, WEBHOOK))
                .isEqualTo(DeliveryId.of(EVENT, NOON, WEBHOOK))
                .isNotEqualTo(DeliveryId.of(new EventId("evt_2"), NOON, WEBHOOK))
                .isNotEqualTo(DeliveryId.of(EVENT, NOON, new WebhookId("01jef0000000000000000000zy")))
                .isNotEqualTo(DeliveryId.of(EVENT, NOON.plusMillis(1), WEBHOOK));
    }

    /** The expected text was computed in Python: it must never change, or duplicates would get new names. */
    @Test
    void is_the_same_in_every_release() {
        assertThat(DeliveryId.of(EVENT, NOON, WEBHOOK)).hasToString("dlv_01kbsrgzkv337nryfg2m5mj7xd");
        assertThat(DeliveryId.of(OURS, NOON, WEBHOOK)).hasToString("dlv_01kbsrgzkvb4d8pfbjdytsqdfr");
    }

    @Test
    void leads_back_to_an_event_whose_id_carries_the_time_of_acceptance() {
        var trace = DeliveryId.of(OURS, NOON, WEBHOOK).trace(WEBHOOK);

        assertThat(trace.candidate()).isEqualTo(OURS);
        assertThat(trace.isSaidBy(OURS)).isTrue();
    }

    @Test
    void leads_back_to_a_trace_that_says_nothing_of_other_ids() {
        for (var event : new EventId[] {EVENT, new EventId("order-17"), EventId.ofKey("tenant", "/events", "key")}) {
            var trace = DeliveryId.of(event, NOON, WEBHOOK).trace(WEBHOOK);

            assertThat(trace).isEqualTo(EventTrace.of(event, NOON));
            assertThat(trace.isSaidBy(event)).isFalse();
        }
    }

    @Test
    void an_id_of_ours_that_was_accepted_at_another_time_is_like_a_publishers_own() {
        var later = NOON.plusMillis(1);

        assertThat(EventTrace.of(OURS, later).isSaidBy(OURS)).isFalse();
        assertThat(DeliveryId.of(OURS, later, WEBHOOK).time()).isEqualTo(later);
    }

    @Test
    void leads_elsewhere_with_another_webhook() {
        assertThat(DeliveryId.of(OURS, NOON, WEBHOOK).trace(new WebhookId("01jef0000000000000000000zy")))
                .isNotEqualTo(EventTrace.of(OURS, NOON));
    }

    @Test
    void knows_its_time_to_the_millisecond() {
        assertThat(DeliveryId.of(EVENT, NOON.plusNanos(999_999), WEBHOOK).time())
                .isEqualTo(NOON);
    }

    @Test
    void text_order_is_time_order() {
        var seed = 42L;
        var random = new Random(seed);
        var ids = new ArrayList<DeliveryId>();
        for (var millis = 0L; millis < 1L << 47; millis += 1 + random.nextLong(1L << 40)) {
            ids.add(DeliveryId.of(
                    EventId.make(NOON, random), Instant.ofEpochMilli(millis), WebhookId.make(NOON, random)));
        }
        var shuffled = new ArrayList<>(ids);
        Collections.shuffle(shuffled, random);

        assertThat(shuffled.stream().sorted()).as("seed %d", seed).containsExactlyElementsOf(ids);
    }

    @Test
    void floor_and_ceiling_enclose_a_millisecond_and_nothing_else() {
        assertThat(DeliveryId.of(EVENT, NOON, WEBHOOK))
                .isGreaterThanOrEqualTo(DeliveryId.floor(NOON))
                .isLessThanOrEqualTo(DeliveryId.ceiling(NOON))
                .isGreaterThan(DeliveryId.ceiling(NOON.minusMillis(1)))
                .isLessThan(DeliveryId.floor(NOON.plusMillis(1)));
    }

    @Test
    void ranges_may_reach_beyond_all_time() {
        assertThat(DeliveryId.floor(Instant.MIN)).hasToString("dlv_00000000000000000000000000");
        assertThat(DeliveryId.ceiling(Instant.MAX)).hasToString("dlv_7zzzzzzzzzzzzzzzzzzzzzzzzz");
    }

    @Test
    void a_delivery_outside_48_bits_of_time_is_a_bug() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DeliveryId.of(EVENT, Instant.parse("1969-12-31T23:59:59.999Z"), WEBHOOK));
    }

    @Test
    void reads_what_it_wrote() {
        var id = DeliveryId.of(EVENT, NOON, WEBHOOK);

        assertThat(DeliveryId.parse(id.toString())).contains(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "dlv_",
                "01jef0000000000000000000zz",
                "evt_01jef0000000000000000000zz",
                "dlv_01jef0000000000000000000z",
                "dlv_01jef0000000000000000000zzz",
                "dlv_81jef0000000000000000000zz",
                "dlv_01JEF0000000000000000000ZZ",
                "dlv_01jef0000000000000000000zu",
                "dlv_01jef0000000000000000000zi",
                "dlv_01jef0000000000000000000zl",
                "dlv_01jef0000000000000000000zo",
                "dlv_01jef0000000000000000000zz\n"
            })
    void anything_else_is_no_delivery_id(String text) {
        assertThat(DeliveryId.parse(text)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> new DeliveryId(text));
    }
}
