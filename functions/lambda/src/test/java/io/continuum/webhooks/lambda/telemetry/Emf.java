package io.continuum.webhooks.lambda.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Reads lines as CloudWatch does, and fails on what its specification of the embedded metric format refuses. */
public final class Emf {
    private static final Set<String> UNITS = Set.of("Count", "Milliseconds", "Seconds");
    private static final int MOST_METRICS = 100;
    private static final int MOST_VALUES = 100;

    private Emf() {}

    /** One value list of one metric in one line. */
    public record Point(String metric, String unit, Set<List<String>> dimensions, List<Long> values, JsonNode line) {}

    /** Returns the lines with metrics among {@code text}'s, each of which must be an object of JSON. */
    public static List<JsonNode> lines(String text) {
        return all(text).stream().filter(line -> line.has("_aws")).toList();
    }

    /** Returns the lines without metrics. */
    public static List<JsonNode> logged(String text) {
        return all(text).stream().filter(line -> !line.has("_aws")).toList();
    }

    private static List<JsonNode> all(String text) {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : text.lines().toList()) {
            try {
                JsonNode node = new JsonMapper().readTree(line);
                assertThat(node.isObject()).as(line).isTrue();
                lines.add(node);
            } catch (JsonProcessingException e) {
                throw new AssertionError("not JSON: " + line, e);
            }
        }
        return lines;
    }

    /** Returns what CloudWatch makes of the lines with metrics. */
    public static List<Point> points(String text) {
        return lines(text).stream().flatMap(line -> points(line).stream()).toList();
    }

    private static List<Point> points(JsonNode line) {
        JsonNode about = line.path("_aws");
        assertThat(about.path("Timestamp").isIntegralNumber()).isTrue();
        assertThat(about.path("CloudWatchMetrics").isArray()).isTrue();
        List<Point> points = new ArrayList<>();
        for (JsonNode directive : about.path("CloudWatchMetrics")) {
            assertThat(directive.path("Namespace").asText()).isEqualTo("ContinuumWebhooks");
            assertThat(directive.path("Metrics").size()).isBetween(1, MOST_METRICS);
            for (JsonNode metric : directive.path("Metrics")) {
                points.add(point(line, dimensions(line, directive), metric));
            }
        }
        return points;
    }

    private static Set<List<String>> dimensions(JsonNode line, JsonNode directive) {
        Set<List<String>> sets = new LinkedHashSet<>();
        for (JsonNode set : directive.path("Dimensions")) {
            List<String> values = new ArrayList<>();
            for (JsonNode name : set) {
                assertThat(line.path(name.asText()).isTextual())
                        .as("the dimension %s is a text of the line", name)
                        .isTrue();
                values.add(name.asText() + "=" + line.path(name.asText()).asText());
            }
            assertThat(sets.add(values)).as("no set stands there twice").isTrue();
        }
        assertThat(sets).isNotEmpty();
        return sets;
    }

    private static Point point(JsonNode line, Set<List<String>> dimensions, JsonNode metric) {
        String name = metric.path("Name").asText();
        String unit = metric.path("Unit").asText();
        assertThat(UNITS).contains(unit);
        JsonNode value = line.path(name);
        List<Long> values = new ArrayList<>();
        if (value.isArray()) {
            value.forEach(one -> values.add(number(one)));
        } else {
            values.add(number(value));
        }
        assertThat(values).hasSizeBetween(1, MOST_VALUES);
        return new Point(name, unit, dimensions, values, line);
    }

    private static long number(JsonNode node) {
        assertThat(node.isIntegralNumber()).as("a number").isTrue();
        return node.asLong();
    }

    /** Returns the distinct metrics that CloudWatch would charge for: a name and the values of its dimensions. */
    public static Set<String> charged(String text) {
        Set<String> charged = new TreeSet<>();
        for (Point point : points(text)) {
            point.dimensions().forEach(set -> charged.add(point.metric() + " " + set));
        }
        return charged;
    }
}
