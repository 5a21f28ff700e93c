package io.continuum.webhooks.core.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import io.continuum.webhooks.core.Vectors;
import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RetryPolicyTest {
    static Stream<Named<JsonNode>> good() {
        return Vectors.json("retry-policies.json");
    }

    static Stream<Named<JsonNode>> bad() {
        return Vectors.json("retry-policies-refused.json");
    }

    @ParameterizedTest
    @MethodSource("good")
    void changes_the_schedule_of_the_format(JsonNode vector) {
        var schedule = policy(vector.path("policy"))
                .over(Presets.of(vector.path("format").textValue()).orElseThrow());

        assertThat(IntStream.rangeClosed(1, schedule.maxAttempts())
                        .mapToObj(attempt -> schedule.delayBefore(attempt).orElseThrow()))
                .containsExactlyElementsOf(
                        StreamSupport.stream(vector.path("delays").spliterator(), false)
                                .map(seconds -> Duration.ofMillis(
                                        seconds.decimalValue().movePointRight(3).longValueExact()))
                                .toList());
    }

    @ParameterizedTest
    @MethodSource("good")
    void is_answered_as_given(JsonNode vector) {
        var json = policy(vector.path("policy")).toJson();

        assertThat(json.toString()).isEqualTo(vector.path("json").toString());
        assertThat(policy(json)).isEqualTo(policy(vector.path("policy")));
    }

    @ParameterizedTest
    @MethodSource("good")
    void has_a_schedule_over_every_format(JsonNode vector) {
        var policy = policy(vector.path("policy"));

        assertThat(Stream.of("continuum", "lanonasis", "brain-bot", "standard")
                        .map(format -> policy.over(Presets.of(format).orElseThrow())))
                .allSatisfy(schedule -> assertThat(schedule.total()).isLessThanOrEqualTo(Duration.ofDays(4)));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void names_every_field_that_is_wrong(JsonNode vector) {
        assertThat(RetryPolicy.parse(vector.path("policy")))
                .isInstanceOfSatisfying(RetryPolicy.Parsed.Bad.class, bad -> {
                    assertThat(bad.faults())
                            .map(RetryPolicy.Fault::pointer)
                            .containsExactlyElementsOf(
                                    StreamSupport.stream(vector.path("pointers").spliterator(), false)
                                            .map(JsonNode::textValue)
                                            .toList());
                    assertThat(bad.faults())
                            .allSatisfy(fault -> assertThat(fault.detail()).endsWith("."));
                });
    }

    private static RetryPolicy policy(JsonNode json) {
        return switch (RetryPolicy.parse(json)) {
            case RetryPolicy.Parsed.Ok ok -> ok.policy();
            case RetryPolicy.Parsed.Bad bad -> fail("refused: %s", bad.faults());
        };
    }
}
