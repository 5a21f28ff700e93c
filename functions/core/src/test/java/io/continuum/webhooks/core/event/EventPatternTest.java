package io.continuum.webhooks.core.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventPatternTest {
    @ParameterizedTest
    @CsvFileSource(resources = "/vectors/event-patterns.csv", useHeadersInDisplayName = true)
    void matches(String pattern, String event, boolean matches) {
        assertThat(new EventPattern(pattern).matches(new EventType(event))).isEqualTo(matches);
    }

    @Test
    void everything_is_all_that_tenants_publish() {
        var all = new EventPattern("*");

        assertThat(Catalog.types()).allMatch(all::matches);
        assertThat(Catalog.operational()).noneMatch(all::matches);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "**",
                "*.created",
                "memory*",
                "memory.*.x",
                "memory.",
                ".*",
                "mem*ory",
                "memory.**",
                "a b"
            })
    void other_forms_are_refused(String text) {
        assertThat(EventPattern.parse(text)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> new EventPattern(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "memory.created",
                "memory_added",
                "memory.*",
                "custom.*",
                "custom.x",
                "custom.x.*",
                "webhook.test"
            })
    void some_event_can_match(String text) {
        assertThat(EventPattern.parse(text)).get().matches(EventPattern::canMatch);
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory.craeted", "memories.*", "webhook.*", "custom", "memory.created.*"})
    void no_event_can_match(String text) {
        assertThat(EventPattern.parse(text)).get().matches(pattern -> !pattern.canMatch());
    }
}
