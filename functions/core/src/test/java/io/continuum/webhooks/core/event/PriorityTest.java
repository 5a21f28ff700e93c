package io.continuum.webhooks.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PriorityTest {
    @ParameterizedTest
    @EnumSource
    void is_read_as_it_is_written(Priority priority) {
        assertThat(Priority.of(priority.code())).contains(priority);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HIGH", "High", "urgent", " low"})
    void there_is_no_other(String code) {
        assertThat(Priority.of(code)).isEmpty();
    }

    @Test
    void the_most_urgent_comes_first() {
        assertThat(List.of(Priority.values())).map(Priority::code).containsExactly("high", "normal", "low");
    }
}
