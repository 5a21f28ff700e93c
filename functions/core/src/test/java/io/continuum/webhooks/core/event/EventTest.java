package io.continuum.webhooks.core.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventTest {
    static Stream<Event> other_content() {
        return Stream.of(
                Events.valid().type("memory_added").build(),
                Events.valid().data("{}").build(),
                Events.valid().timestamp("2025-12-06T12:00:00.000000001Z").build(),
                Events.valid().withoutTimestamp().build(),
                Events.valid().priority(Priority.HIGH).build(),
                Events.valid().user("user123").build(),
                Events.valid().test().build(),
                Events.valid().request("user123").build());
    }

    @Test
    void the_same_content_has_the_same_hash_whenever_it_is_accepted() {
        var later = Events.valid().acceptedAt(Events.ACCEPTED.plusSeconds(60)).build();

        assertThat(later.contentHash()).isEqualTo(Events.valid().build().contentHash());
    }

    @Test
    void spelling_is_no_content() {
        var respelled = Events.valid()
                .data("{\"importance\":8.50e-1,\"memory_id\":\"mem\\u005fabc123\"}")
                .build();

        assertThat(respelled.contentHash()).isEqualTo(Events.valid().build().contentHash());
    }

    @Test
    void a_time_that_nobody_stated_is_no_content() {
        var first = Events.valid().withoutTimestamp().build();
        var second = Events.valid()
                .acceptedAt(Events.ACCEPTED.plusSeconds(60))
                .withoutTimestamp()
                .build();

        assertThat(second.timestamp()).isNotEqualTo(first.timestamp());
        assertThat(second.contentHash()).isEqualTo(first.contentHash());
    }

    @ParameterizedTest
    @MethodSource("other_content")
    void other_content_has_another_hash(Event other) {
        assertThat(other.contentHash()).isNotEqualTo(Events.valid().build().contentHash());
    }

    @Test
    void user_and_request_do_not_stand_in_for_each_other() {
        assertThat(Events.valid().user("x").build().contentHash())
                .isNotEqualTo(Events.valid().request("x").build().contentHash());
    }

    /** Computed in Python: it is stored, so that it must never change. */
    @Test
    void the_hash_is_the_same_in_every_release() {
        assertThat(Events.valid().user("user123").build().contentHash())
                .isEqualTo("687e2a761d9566064d1ad40a18233e3194c1d2f6c83f29acf0d4ade7bec4e98d");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"user_id": "b", "metadata": {"user_id": "c"}} | b
                    {"metadata": {"user_id": "c"}}                 | c
                    {"user_id": 5, "metadata": {"user_id": "c"}}   | c
                    {"user_id": "", "metadata": {"user_id": "c"}}  | ''
                    """)
    void is_about_the_user_its_data_names(String data, String subject) {
        assertThat(Events.valid().data(data).build().subject()).contains(subject);
    }

    @Test
    void is_about_its_own_user_first() {
        assertThat(Events.valid().user("a").data("{\"user_id\": \"b\"}").build().subject())
                .contains("a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"user_id\": 5}",
                "{\"user_id\": null}",
                "{\"metadata\": \"user_id\"}",
                "{\"data\": {\"user_id\": \"x\"}}"
            })
    void may_be_about_nobody(String data) {
        assertThat(Events.valid().data(data).build().subject()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "\"{}\"", "null", "1"})
    void its_data_is_an_object(String data) {
        var events = Events.valid().data(data);

        assertThatIllegalArgumentException().isThrownBy(events::build);
    }

    @Test
    void shows_neither_data_nor_user_in_logs() {
        assertThat(Events.valid().user("user123").request("req_9").build().toString())
                .contains("memory.created", "evt_1", "user_123")
                .doesNotContain("mem_abc123", "user123", "req_9");
    }
}
