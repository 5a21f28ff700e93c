package io.continuum.webhooks.core.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.event.Event;
import io.continuum.webhooks.core.event.Events;
import io.continuum.webhooks.core.id.WebhookId;
import io.continuum.webhooks.core.retry.RetrySchedule;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The columns of spec.md §4 that are no bytes: names, success, schedule. */
class FormatRulesTest {
    private static final Format BRAIN_BOT = new BrainBotFormat();

    static Stream<Format> others() {
        return Format.all().stream().filter(format -> !format.equals(BRAIN_BOT));
    }

    @ParameterizedTest
    @MethodSource("others")
    void every_2xx_is_a_success_and_everything_else_is_tried_again(Format format) {
        assertThat(IntStream.rangeClosed(100, 599).filter(format::isSuccess))
                .hasSize(100)
                .allMatch(status -> status / 100 == 2);
        assertThat(IntStream.rangeClosed(100, 599).filter(format::isFinal)).isEmpty();
    }

    @Test
    void brain_bot_takes_200_alone_and_gives_up_at_every_4xx() {
        assertThat(IntStream.rangeClosed(100, 599).filter(BRAIN_BOT::isSuccess)).containsExactly(200);
        assertThat(IntStream.rangeClosed(100, 599).filter(BRAIN_BOT::isFinal))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(400, 499).boxed().toList());
    }

    @ParameterizedTest
    @CsvSource({
        "continuum, 0 1 5 30 300 1800",
        "lanonasis, 0 1 2",
        "brain-bot, 0 1 2 4",
        "standard, 0 5 300 1800 7200 18000 36000 50400 72000 86400",
        "cloudevents, 0 5 300 1800 7200 18000 36000 50400 72000 86400",
        "cloudevents-binary, 0 5 300 1800 7200 18000 36000 50400 72000 86400",
        "slack, 0 1 5 30 300 1800",
        "discord, 0 1 5 30 300 1800"
    })
    void attempts_come_at_these_seconds_after_the_one_before(String name, String seconds) {
        RetrySchedule schedule = Format.of(name).orElseThrow().schedule();
        List<Duration> expected = Stream.of(seconds.split(" "))
                .map(Long::parseLong)
                .map(Duration::ofSeconds)
                .toList();

        List<Duration> delays = IntStream.rangeClosed(1, expected.size() + 1)
                .mapToObj(schedule::delayBefore)
                .flatMap(delay -> delay.stream())
                .toList();
        assertThat(delays).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "continuum, memory_added, memory.created",
        "lanonasis, memory_added, memory.created",
        "lanonasis, memory_searched, search.performed",
        "lanonasis, quota.warning, quota.warning",
        "brain-bot, memory.updated, memory_updated",
        "brain-bot, search.performed, memory_searched",
        "brain-bot, custom.model_trained, custom.model_trained",
        "standard, memory_added, memory_added",
        "cloudevents, memory_added, memory_added",
        "slack, memory_added, memory_added",
        "discord, custom.done, custom.done"
    })
    void a_happening_goes_by_the_name_of_the_formats_system(String format, String published, String sent) {
        assertThat(payload(format, Events.valid().type(published).build())).contains("\"" + sent);
    }

    @ParameterizedTest
    @ValueSource(strings = {"continuum", "brain-bot", "standard", "cloudevents", "cloudevents-binary", "lanonasis"})
    void data_passes_unchanged(String format) {
        String data = "{\"big\":123456789012345678901234567890,\"empty\":{},\"text\":\"😀\",\"tiny\":1e-7}";

        assertThat(payload(format, Events.valid().data(data).build())).contains(data);
    }

    private static String payload(String format, Event event) {
        Content content = new Content(event, new WebhookId("01jef0000000000000000000zz"), 1, "1.0.0");
        return Format.of(format).orElseThrow().payload(content).text();
    }
}
