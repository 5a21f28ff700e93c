package io.continuum.webhooks.core.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventTypeTest {
    @ParameterizedTest
    @ValueSource(strings = {"memory.created", "memory_added", "custom.model-trained.v2", "a", "A.B-c_9"})
    void is_words_with_dots_or_hyphens_between(String name) {
        assertThat(EventType.parse(name)).contains(new EventType(name));
        assertThat(new EventType(name)).hasToString(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "a.",
                ".a",
                "a..b",
                "a.-b",
                "-a",
                "a b",
                "é",
                "a\n",
                "memory.created\n",
                "a\r\nX: y",
                "*",
                "a.*",
                "a/b"
            })
    void is_nothing_else(String name) {
        assertThat(EventType.parse(name)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> new EventType(name));
    }

    @Test
    void has_at_most_128_characters() {
        assertThat(EventType.parse("a".repeat(128))).isPresent();
        assertThat(EventType.parse("a".repeat(129))).isEmpty();
        assertThat(EventType.parse("a.".repeat(100_000) + "a")).isEmpty();
    }

    @Test
    void sorts_by_name() {
        assertThat(new EventType("a")).isLessThan(new EventType("b"));
    }
}
