package io.continuum.webhooks.local.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import io.continuum.webhooks.local.endtoend.Await;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whether the emulator has by now what it is said not to have. */
record Probes(Emulator emulator, Assembly assembly, DeployedStack stack) {
    /** Returns whether it works. */
    boolean works(Gap gap) {
        if (gap.outcome() != Gap.Outcome.REFUSED) {
            return worksDeployed(gap);
        }
        return assembly.leftOut().values().stream().filter(gap::has).limit(1).anyMatch(this::canBeMade);
    }

    private boolean worksDeployed(Gap gap) {
        return switch (gap.id()) {
            case "ttl" ->
                ids("AWS::DynamoDB::Table").stream()
                        .anyMatch(table -> table("DescribeTimeToLive", table)
                                .findPath("TimeToLiveStatus")
                                .asText()
                                .equals("ENABLED"));
            case "point-in-time-recovery" ->
                ids("AWS::DynamoDB::Table").stream()
                        .anyMatch(table -> table("DescribeContinuousBackups", table)
                                .findPath("PointInTimeRecoveryStatus")
                                .asText()
                                .equals("ENABLED"));
            case "recursive-loop" ->
                ids("AWS::Lambda::Function").stream()
                        .anyMatch(function -> aws().get(
                                        "lambda", "/2024-08-31/functions/" + function + "/recursion-config")
                                .wellDone()
                                .body()
                                .contains("Allow"));
            case "secure-transport", "permissions" -> !readsAQueueOverHttpWithoutARole();
            case "create-secret-token" -> !emulator.log().contains("MENDED " + gap.id());
            default -> throw new AssertionError("no probe for " + gap);
        };
    }

    private EmulatorApi aws() {
        return EmulatorApi.of(emulator.address());
    }

    private boolean readsAQueueOverHttpWithoutARole() {
        return aws().address().getScheme().equals("http")
                && stack.queue(stack.output("EventsQueueUrl")).has("QueueArn");
    }

    private JsonNode table(String operation, String table) {
        return aws().call("dynamodb", "DynamoDB_20120810." + operation, "{\"TableName\":\"" + table + "\"}");
    }

    private List<String> ids(String type) {
        Map<String, String> all = stack.resources();
        return assembly.resources(type).keySet().stream()
                .map(logical -> all.getOrDefault(logical, "nothing"))
                .toList();
    }

    /** Returns whether a stack of this resource alone can be made. */
    private boolean canBeMade(JsonNode resource) {
        Map<String, String> create = new HashMap<>();
        create.put("Action", "CreateStack");
        create.put("Version", "2010-05-15");
        create.put("StackName", "Probe");
        create.put("OnFailure", "DELETE");
        create.put("TemplateBody", Assembly.alone(resource));
        EmulatorApi.Answer answer = aws().query("cloudformation", create);
        if (answer.status() != 200) {
            return false;
        }
        String id = EmulatorApi.elements(answer.body(), "StackId").getFirst();
        Map<String, String> describe = Map.of("Action", "DescribeStacks", "Version", "2010-05-15", "StackName", id);
        String[] status = {""};
        Await.that("the probe's end", () -> {
            List<String> now =
                    EmulatorApi.elements(aws().query("cloudformation", describe).body(), "StackStatus");
            status[0] = now.isEmpty() ? "GONE" : now.getFirst();
            return !status[0].endsWith("IN_PROGRESS");
        });
        aws().query("cloudformation", Map.of("Action", "DeleteStack", "Version", "2010-05-15", "StackName", "Probe"));
        return status[0].equals("CREATE_COMPLETE");
    }
}
