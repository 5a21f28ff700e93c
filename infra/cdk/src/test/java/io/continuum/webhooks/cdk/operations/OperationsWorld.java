package io.continuum.webhooks.cdk.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.dynamodb.Table;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.sqs.IQueue;
import software.amazon.awscdk.services.sqs.Queue;

/** A stack of nothing but {@link Operations}: what is watched was made elsewhere. */
final class OperationsWorld {
    private static final String ARN = "arn:aws:%s:eu-central-1:123456789012:%s";

    final Stack stack = new Stack(new App(), "Test");
    final Operations operations;
    private final JsonNode template;

    private OperationsWorld(String alarmEmail, boolean dashboard, boolean canary) {
        this.operations = new Operations(
                stack, "Operations", new OperationsProps("dev", alarmEmail, dashboard, canary, watched()));
        this.template = new JsonMapper().valueToTree(Template.fromStack(stack).toJSON());
    }

    private static final OperationsWorld FULL = another();
    private static final OperationsWorld BARE = new OperationsWorld("", false, false);

    /** With everything; made once, because it takes a second. */
    static OperationsWorld full() {
        return FULL;
    }

    /** With everything, and nobody else's. */
    static OperationsWorld another() {
        return new OperationsWorld("ops@example.com", true, true);
    }

    /** With nothing that can be left out. */
    static OperationsWorld bare() {
        return BARE;
    }

    private Watched watched() {
        return new Watched(
                new Watched.WorkQueues(queue("Events"), queue("High"), queue("Normal"), queue("Low")),
                new Watched.DeadQueues(queue("Exhausted"), queue("Infrastructure"), queue("Undelivered")),
                new Watched.Functions(
                        function("Api"), function("Emitter"), function("Delivery"), function("Maintenance")),
                ApiMetrics.rest("Webhooks-dev", "dev"),
                new Watched.Tables(
                        Table.fromTableName(stack, "WebhooksTable", "webhooks"),
                        Table.fromTableName(stack, "DeliveriesTable", "deliveries")));
    }

    private IQueue queue(String name) {
        return Queue.fromQueueArn(stack, name + "Queue", ARN.formatted("sqs", name));
    }

    private Watched.WatchedFunction function(String name) {
        return new Watched.WatchedFunction(
                Function.fromFunctionArn(stack, name, ARN.formatted("lambda", "function:" + name)),
                LogGroup.fromLogGroupName(stack, name + "Logs", "/aws/lambda/" + name));
    }

    /** Returns the properties of all resources of a type, in the order of the template. */
    List<JsonNode> all(String type) {
        List<JsonNode> found = new ArrayList<>();
        template.path("Resources").forEach(resource -> {
            if (resource.path("Type").asText().equals(type)) {
                found.add(resource.path("Properties"));
            }
        });
        return found;
    }

    List<JsonNode> alarms() {
        return all("AWS::CloudWatch::Alarm");
    }

    /** Returns the alarm with this end of its name. */
    JsonNode alarm(String id) {
        return alarms().stream()
                .filter(alarm -> alarm.path("AlarmName").asText().equals("Webhooks-dev-" + id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no alarm " + id));
    }

    /** Returns a text of the template with whatever is known only at deployment left as a word. */
    static String text(JsonNode value) {
        if (value.isTextual()) {
            return value.asText();
        }
        StringBuilder text = new StringBuilder();
        value.path("Fn::Join").path(1).forEach(part -> text.append(part.isTextual() ? part.asText() : "deployed"));
        return text.toString();
    }

    String whole() {
        return template.toString();
    }

    static Map<String, String> names(JsonNode dimensions) {
        Map<String, String> names = new TreeMap<>();
        dimensions.forEach(dimension -> names.put(
                dimension.path("Name").asText(), dimension.path("Value").asText()));
        return names;
    }
}
