package io.continuum.webhooks.core.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventIdTest {
    private static final Instant NOON = Instant.parse("2025-12-06T12:00:00Z");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "evt_1",
                "order-4711_PAID",
                "0123456789012345678901234567890123456789012345678901234567890123"
            })
    void publishers_may_bring_their_own(String text) {
        assertThat(EventId.parse(text)).contains(new EventId(text));
        assertThat(new EventId(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a.b", "a b", "é", "a\n", "01234567890123456789012345678901234567890123456789012345678901234"
            })
    void anything_else_is_no_event_id(String text) {
        assertThat(EventId.parse(text)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> new EventId(text));
    }

    @Test
    void a_made_one_has_the_prefix_and_26_characters() {
        assertThat(EventId.make(NOON, new Random(1)).value()).matches("evt_[0-9a-hjkmnp-tv-z]{26}");
    }

    @Test
    void made_ones_differ_at_the_same_instant() {
        var random = new Random(7);

        assertThat(IntStream.range(0, 1000).mapToObj(i -> EventId.make(NOON, random)))
                .doesNotHaveDuplicates();
    }

    @Test
    void made_ones_sort_by_time() {
        var random = new Random(7);

        assertThat(EventId.make(NOON, random)).isLessThan(EventId.make(NOON.plusMillis(1), random));
    }

    @Test
    void a_derived_one_follows_from_time_and_parts() {
        assertThat(EventId.derived(NOON, "queue", "message-1"))
                .isEqualTo(EventId.derived(NOON.plusNanos(1), "queue", "message-1"))
                .isNotEqualTo(EventId.derived(NOON, "queue", "message-2"))
                .isNotEqualTo(EventId.derived(NOON.plusMillis(1), "queue", "message-1"))
                .isLessThan(EventId.derived(NOON.plusMillis(1), "queue", "message-1"));
    }

    @Test
    void one_of_a_key_follows_from_the_parts_alone() {
        assertThat(EventId.ofKey("tenant", "/events", "key"))
                .isEqualTo(EventId.ofKey("tenant", "/events", "key"))
                .isNotEqualTo(EventId.ofKey("tenant", "/events", "key2"));
    }

    @Test
    void parts_do_not_run_into_each_other() {
        assertThat(EventId.ofKey("ab", "c")).isNotEqualTo(EventId.ofKey("a", "bc"));
        assertThat(EventId.derived(NOON, "ab", "c")).isNotEqualTo(EventId.derived(NOON, "a", "bc"));
    }

    /** The expected texts were computed in Python: they must never change, or copies would become new events. */
    @Test
    void is_the_same_in_every_release() {
        assertThat(EventId.derived(NOON, "queue", "message-1")).hasToString("evt_01kbsrgzg0vvrw6hr0ykr8g7vh");
        assertThat(EventId.ofKey("tenant", "/events", "clé")).hasToString("evt_7p1rt5dspheh843j9sxcmnrcfe");
    }
}
