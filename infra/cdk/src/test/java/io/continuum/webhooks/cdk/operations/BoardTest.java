package io.continuum.webhooks.cdk.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class BoardTest {
    private static final int ROW = 24;

    private final OperationsWorld world = OperationsWorld.full();

    private JsonNode body() throws JsonProcessingException {
        JsonNode dashboard = world.all("AWS::CloudWatch::Dashboard").getFirst();
        return new JsonMapper().readTree(OperationsWorld.text(dashboard.path("DashboardBody")));
    }

    @Test
    void it_is_found_by_its_stage() {
        assertThat(world.all("AWS::CloudWatch::Dashboard")
                        .getFirst()
                        .path("DashboardName")
                        .asText())
                .isEqualTo("Webhooks-dev");
    }

    @Test
    void it_shows_what_people_ask() throws JsonProcessingException {
        assertThat(body().findValuesAsText("title"))
                .contains(
                        "Alarms",
                        "Events",
                        "Success rate, %",
                        "Duration of a request, ms",
                        "From due to sent, ms",
                        "Breakers",
                        "Attempts by format",
                        "Attempts by priority",
                        "Messages that can be received",
                        "Oldest message, s",
                        "Deliveries given up",
                        "Running at once",
                        "API errors");
    }

    @Test
    void widgets_lie_side_by_side_within_the_width() throws JsonProcessingException {
        assertThat(body().path("widgets"))
                .allSatisfy(widget -> assertThat(
                                widget.path("x").asInt() + widget.path("width").asInt())
                        .isLessThanOrEqualTo(ROW));
    }

    @Test
    void the_state_of_every_alarm_is_shown() throws JsonProcessingException {
        assertThat(body().findValue("alarms")).hasSize(world.alarms().size());
    }

    @Test
    void durations_are_shown_as_percentiles() throws JsonProcessingException {
        Set<String> statistics = new TreeSet<>();
        for (JsonNode metrics : body().findValues("metrics")) {
            for (JsonNode line : metrics) {
                if (List.of("DurationMs", "QueueWaitMs").contains(line.path(1).asText())) {
                    statistics.add(line.path(1).asText() + " "
                            + line.path(line.size() - 1).path("stat").asText());
                }
            }
        }

        assertThat(statistics)
                .containsExactly(
                        "DurationMs p50",
                        "DurationMs p95",
                        "DurationMs p99",
                        "QueueWaitMs p50",
                        "QueueWaitMs p95",
                        "QueueWaitMs p99");
    }

    @Test
    void formats_and_priorities_are_searched_for_in_this_stage() throws JsonProcessingException {
        assertThat(body().findValuesAsText("expression"))
                .contains(
                        "SEARCH('{ContinuumWebhooks,stage,format} MetricName=\"Attempts\" stage=\"dev\"', 'Sum', 300)",
                        "SEARCH('{ContinuumWebhooks,stage,priority} MetricName=\"QueueWaitMs\" stage=\"dev\"', 'p95',"
                                + " 300)");
    }

    @Test
    void who_wants_none_has_none() {
        OperationsWorld bare = OperationsWorld.bare();

        assertThat(bare.all("AWS::CloudWatch::Dashboard")).isEmpty();
        assertThat(bare.operations.dashboard()).isNull();
    }
}
