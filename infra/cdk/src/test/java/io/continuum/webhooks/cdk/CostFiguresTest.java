package io.continuum.webhooks.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/cost.py counts of a deployment, against the template and the functions' code. */
class CostFiguresTest {
    private static final Path CORE = Path.of("../../functions/core/src/main/java/io/continuum/webhooks/core");
    private static final JsonNode TEMPLATE = Synthesis.template();

    private static int figure(String name) throws IOException {
        Matcher line = Pattern.compile("(?m)^" + name + " = (\\d+)\\b").matcher(text(Path.of("../../docs/cost.py")));
        assertThat(line.find()).as(name).isTrue();
        return Integer.parseInt(line.group(1));
    }

    private static String text(Path path) throws IOException {
        return Files.readString(path);
    }

    private static long count(String type) {
        return Synthesis.resources(TEMPLATE, type).count();
    }

    private static long matches(Path path, String expression) throws IOException {
        return Pattern.compile(expression).matcher(text(path)).results().count();
    }

    @Test
    void each_queue_that_is_polled_is_counted() throws IOException {
        assertThat(count("AWS::Lambda::EventSourceMapping"))
                .isEqualTo(figure("MAPPINGS"))
                .isEqualTo(figure("PRIORITIES") + 1);
    }

    @Test
    void each_metric_that_an_alarm_reads_is_counted() throws IOException {
        long read = Synthesis.resources(TEMPLATE, "AWS::CloudWatch::Alarm")
                .mapToLong(alarm -> alarm.findValues("MetricName").size())
                .sum();

        assertThat(read).isEqualTo(figure("ALARM_METRICS"));
    }

    @Test
    void the_pages_say_how_many_alarms_there_are() throws IOException {
        long alarms = count("AWS::CloudWatch::Alarm");

        assertThat(text(Path.of("../../README.md"))).contains(alarms + " alarms");
        assertThat(text(Path.of("../../docs/cost.py")))
                .contains("ALARM_METRICS = %d  # of %d alarms".formatted(figure("ALARM_METRICS"), alarms));
    }

    /** The one that is not in the template is the deployment's key, which a function makes. */
    @Test
    void each_secret_that_no_webhook_has_is_counted() throws IOException {
        assertThat(count("AWS::SecretsManager::Secret") + 1).isEqualTo(figure("OWN_SECRETS"));
    }

    @Test
    void each_metric_of_the_functions_is_counted() throws IOException {
        Path metrics = CORE.resolve("journal/Metric.java");

        assertThat(matches(metrics, "\\(\"\\w+\", Unit\\.\\w+, true\\)")).isEqualTo(figure("BY_LANE"));
        assertThat(matches(metrics, "\\(\"\\w+\", Unit\\.\\w+, false\\)")).isEqualTo(figure("BY_STAGE"));
        assertThat(matches(CORE.resolve("maintenance/BreakerGauge.java"), "\\.add\\(\\s*Metric\\."))
                .isEqualTo(figure("GAUGES"));
    }
}
