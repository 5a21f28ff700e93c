package io.continuum.webhooks.lambda.telemetry;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.continuum.webhooks.core.journal.Lane;
import io.continuum.webhooks.core.journal.Metric;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One line of the embedded metric format: CloudWatch Logs makes metrics of it, and charges for them by the combination of
 * name and dimension values; so there is no webhook and no tenant among the dimensions.
 *
 * @param stage the deployment
 * @param lane what the values are about
 * @param metrics the values; at most 100 of each, at least one
 */
record EmfLine(String stage, Lane lane, Map<Metric, List<Long>> metrics) {
    private static final String NAMESPACE = "ContinuumWebhooks";
    private static final String STAGE = "stage";
    private static final String FORMAT = "format";
    private static final String PRIORITY = "priority";

    /** Returns the line without its end, stamped with {@code now} in milliseconds. */
    String text(long now) {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        ObjectNode about = line.putObject("_aws");
        about.put("Timestamp", now);
        ObjectNode directive = about.putArray("CloudWatchMetrics").addObject();
        directive.put("Namespace", NAMESPACE);
        ArrayNode dimensions = directive.putArray("Dimensions");
        dimensions.addArray().add(STAGE);
        line.put(STAGE, stage);
        dimension(line, dimensions, FORMAT, lane.format());
        dimension(line, dimensions, PRIORITY, lane.priority());
        ArrayNode definitions = directive.putArray("Metrics");
        metrics.forEach((metric, values) -> {
            definitions
                    .addObject()
                    .put("Name", metric.code())
                    .put("Unit", metric.unit().code());
            if (values.size() == 1) {
                line.put(metric.code(), values.getFirst());
            } else {
                ArrayNode all = line.putArray(metric.code());
                values.forEach(all::add);
            }
        });
        return line.toString();
    }

    private static void dimension(ObjectNode line, ArrayNode dimensions, String name, @Nullable String value) {
        if (value != null) {
            dimensions.addArray().add(STAGE).add(name);
            line.put(name, value);
        }
    }
}
