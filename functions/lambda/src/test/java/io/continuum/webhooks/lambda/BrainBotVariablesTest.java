package io.continuum.webhooks.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.continuum.webhooks.core.brainbot.BrainBotSettings;
import io.continuum.webhooks.core.event.EventType;
import io.continuum.webhooks.core.retry.Presets;
import io.continuum.webhooks.core.retry.RetrySchedule;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrainBotVariablesTest {
    @Test
    void nothing_set_sends_nothing_and_has_the_seed_s_defaults() {
        BrainBotSettings settings = BrainBotVariables.of(Map.of());

        assertThat(settings.sends()).isFalse();
        assertThat(settings.token()).isNull();
        assertThat(settings.secret()).isNull();
        assertThat(settings.timeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.events()).hasSize(12).contains(new EventType("memory_added"));
        RetrySchedule schedule = settings.retryPolicy().over(Presets.BRAIN_BOT);
        assertThat(schedule.maxAttempts()).isEqualTo(4);
        assertThat(schedule.delayBefore(2)).contains(Duration.ofSeconds(1));
        assertThat(schedule.delayBefore(4)).contains(Duration.ofSeconds(4));
    }

    @Test
    void retries_are_counted_without_the_first_request() {
        RetrySchedule schedule = BrainBotVariables.of(
                        Map.of("MEM0_WEBHOOK_RETRY_COUNT", "0", "MEM0_WEBHOOK_RETRY_DELAY", "0.5"))
                .retryPolicy()
                .over(Presets.BRAIN_BOT);

        assertThat(schedule.maxAttempts()).isEqualTo(1);
    }

    @Test
    void a_list_of_events_may_have_spaces_and_names_twice() {
        assertThat(BrainBotVariables.of(Map.of("MEM0_WEBHOOK_EVENTS", "graph_built, memory_added,graph_built"))
                        .events())
                .containsExactly(new EventType("graph_built"), new EventType("memory_added"));
        assertThat(BrainBotVariables.of(Map.of("MEM0_WEBHOOK_EVENTS", "none")).events())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "MEM0_WEBHOOK_TIMEOUT, 0",
        "MEM0_WEBHOOK_TIMEOUT, 51",
        "MEM0_WEBHOOK_TIMEOUT, 1.5",
        "MEM0_WEBHOOK_RETRY_COUNT, -1",
        "MEM0_WEBHOOK_RETRY_COUNT, 20",
        "MEM0_WEBHOOK_RETRY_DELAY, soon",
        "MEM0_WEBHOOK_RETRY_DELAY, -1",
        "MEM0_WEBHOOK_RETRY_DELAY, 400000",
        "MEM0_WEBHOOK_EVENTS, memory.created",
        "MEM0_WEBHOOK_EVENTS, 'memory_added,,graph_built'",
        "MEM0_WEBHOOK_TOKEN, tökén-xyz",
        "MEM0_WEBHOOK_SECRET, fifteen-xyz-zzz",
        "MEM0_WEBHOOK_SECRET, sixteen-xyz-zzzé"
    })
    void a_wrong_value_is_refused_by_the_variable_s_name_alone(String name, String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BrainBotVariables.of(Map.of(name, value)))
                .withMessageContaining(name)
                .withMessageNotContaining(value.length() > 5 ? value : "§");
    }
}
