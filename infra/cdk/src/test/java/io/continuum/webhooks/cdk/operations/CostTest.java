package io.continuum.webhooks.cdk.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The calculator of costs, what it says of cases worked out by hand, and that the pages say what it says. */
class CostTest {
    /** USD a month for a metric: its list price. */
    private static final double METRIC = 0.30;

    private static final Path SCRIPT = Path.of("../../docs/cost.py");

    /** {@code <!-- docs/cost.py --table -->}, what the script prints for these arguments, {@code <!-- /docs/cost.py -->}. */
    private static final Pattern QUOTED =
            Pattern.compile("<!-- docs/cost\\.py ?(.*?) -->\n(.*?)<!-- /docs/cost\\.py -->", Pattern.DOTALL);

    private static final Pattern FIGURE = Pattern.compile("^ *(\\S.*?) +([0-9]+\\.[0-9]{2})$", Pattern.MULTILINE);

    private static String cost(String arguments) throws IOException, InterruptedException {
        List<String> words = arguments.isEmpty()
                ? List.of()
                : Arrays.stream(arguments.split(" +", -1)).toList();
        Python.Run run = Python.run(SCRIPT, Map.of(), words);
        assertThat(run.code()).as(run.output()).isZero();
        return run.output();
    }

    /** Returns the figure of a line, the first of that name at or below the line that begins with {@code part}. */
    private static double figure(String report, String part, String name) {
        List<MatchResult> lines =
                FIGURE.matcher(report.substring(report.indexOf(part))).results().toList();
        return lines.stream()
                .filter(line -> line.group(1).startsWith(name))
                .map(line -> Double.parseDouble(line.group(2)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " below " + part + " in\n" + report));
    }

    @Test
    void the_page_of_operations_shows_what_the_script_prints() throws IOException, InterruptedException {
        assertThat(quoted("../../docs/operations.md")).isPositive();
    }

    @Test
    void whatever_the_readme_shows_is_what_the_script_prints() throws IOException, InterruptedException {
        assertThat(quoted("../../README.md")).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../README.md", "../../docs/operations.md"})
    void what_comes_on_top_is_said_as_the_script_counts_it(String page) throws IOException, InterruptedException {
        String text = Files.readString(Path.of(page)).replaceAll("\\s+", " ");
        double metrics = figure(cost("--webhooks 0"), "Standing", "Metrics");
        double secret = figure(cost("--webhooks 1"), "Standing", "Secrets")
                - figure(cost("--webhooks 0"), "Standing", "Secrets");

        assertThat(text)
                .contains("On top of both: %.2f USD for each webhook's secret".formatted(secret))
                .contains("%.0f of them (%.2f USD) with one format in use".formatted(metrics / METRIC, metrics));
    }

    private static int quoted(String page) throws IOException, InterruptedException {
        List<MatchResult> quotes =
                QUOTED.matcher(Files.readString(Path.of(page))).results().toList();
        for (MatchResult quote : quotes) {
            assertThat(quote.group(2)).isEqualTo(cost(quote.group(1)));
        }
        return quotes.size();
    }

    /**
     * A stack that does nothing. Alarms: 34 x 0.10. Metrics: 2 gauges x 0.30. Polling: 4 x 648,000 x 0.40 / 1e6 = 1.0368.
     * Secrets: 3 x 0.40. The minute's work, 43,200 times: 148 ms at 1 GB are 0.0000019733, the invocation 0.0000002, nine
     * reads 0.000001125, one SQS call 0.0000004, 850 bytes of log at 0.5045 a GB 0.00000042883, one trace 0.000005:
     * 0.00000912717 x 43,200 = 0.3943.
     */
    @ParameterizedTest
    @CsvSource({
        "Alarms, 3.40",
        "Metrics, 0.60",
        "Dashboard, 3.00",
        "Key of the alarms, 1.00",
        "Polling of empty queues, 1.04",
        "Secrets, 1.20",
        "The minute's work, 0.39",
        "All of it, 10.63"
    })
    void an_idle_stack_costs_what_was_worked_out_by_hand(String name, double usd)
            throws IOException, InterruptedException {
        assertThat(figure(cost("--events 0 --webhooks 0"), "Standing", name)).isEqualTo(usd);
    }

    /**
     * A million events of 1 KB by the library to one webhook each, ten to a batch and three of them for one webhook.
     *
     * <ul>
     *   <li>Publishing: a tenth of a request. 0.04.
     *   <li>Fan-out: SQS two tenths of a request, one to send, and 0.10 for the group = 0.58; DynamoDB two WRU and a tenth of
     *       an RRU = 1.2625; Lambda 4 + 8 x (1 + 10 x 2) = 172 ms a batch: (0.2 + 0.172 x 13.3334) / 10 = 0.2493; logs 190 + 89
     *       bytes = 0.1408.
     *   <li>Delivering: SQS two tenths = 0.08; DynamoDB 0.625 x (1 + 2/3) = 1.0417; Lambda 4 + 250 + 24 = 278 ms: (0.2 + 0.278
     *       x 13.3334) / 10 = 0.3907; logs 363 + 53.9 + 60 bytes = 0.2406; 1,924 bytes out = 0.1732.
     *   <li>Keeping: 1.5 + 0.9 KB = 2.4576 GB x 0.45 = 1.1059.
     *   <li>Tracing: 200,000 invocations, all of them sampled = 1.00.
     * </ul>
     */
    @ParameterizedTest
    @CsvSource({
        "Publishing, SQS, 0.04",
        "Fan-out, SQS, 0.58",
        "Fan-out, DynamoDB, 1.26",
        "Fan-out, Lambda, 0.25",
        "Fan-out, Logs, 0.14",
        "Delivering, SQS, 0.08",
        "Delivering, DynamoDB, 1.04",
        "Delivering, Lambda, 0.39",
        "Delivering, Logs, 0.24",
        "Delivering, Traffic out, 0.17",
        "Keeping, DynamoDB, 1.11",
        "Tracing, X-Ray, 1.00"
    })
    void a_million_deliveries_cost_what_was_worked_out_by_hand(String part, String name, double usd)
            throws IOException, InterruptedException {
        assertThat(figure(cost(""), part, name)).isEqualTo(usd);
    }

    /** By REST: 3.50 for the API; two RRU and two WRU = 1.50 to publish, one WRU and a tenth of an RRU = 0.6375 to note. */
    @Test
    void what_comes_by_the_rest_api_is_stored_first_and_marked_later() throws IOException, InterruptedException {
        String report = cost("--ingest rest");

        assertThat(figure(report, "Publishing", "API Gateway")).isEqualTo(3.50);
        assertThat(figure(report, "Publishing", "DynamoDB")).isEqualTo(1.50);
        assertThat(figure(report, "Fan-out", "DynamoDB")).isEqualTo(0.64);
    }

    @Test
    void the_sum_of_the_parts_is_the_total() throws IOException, InterruptedException {
        String report = cost("--events 3e6 --fan-out 2 --failing 0.1 --webhooks 7");
        double parts = FIGURE.matcher(report)
                .results()
                .filter(line -> line.group().startsWith("    "))
                .mapToDouble(line -> Double.parseDouble(line.group(2)))
                .sum();

        assertThat(figure(report, "All of it", "All of it")).isCloseTo(parts, within(0.2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--events -1", "--batch 0", "--ingest carrier-pigeon", "--kilobytes nan"})
    void what_makes_no_sense_is_refused(String arguments) throws IOException, InterruptedException {
        Python.Run run = Python.run(SCRIPT, Map.of(), Arrays.asList(arguments.split(" ", -1)));

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.output()).contains("error: argument " + arguments.split(" ", -1)[0]);
    }
}
