package io.continuum.webhooks.local.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What is on the emulator after the stack is gone. */
record Leftovers(EmulatorApi aws) {
    private static final String BOOTSTRAP = "cdk-hnb659fds-";

    /** Returns what the stack made and should have taken with it. */
    List<String> ofStack() {
        return Stream.of(
                        texts(aws.call("sqs", "AmazonSQS.ListQueues", "{}").path("QueueUrls")),
                        texts(aws.call("dynamodb", "DynamoDB_20120810.ListTables", "{}")
                                .path("TableNames")),
                        values(
                                aws.get("lambda", "/2015-03-31/functions")
                                        .wellDone()
                                        .json(),
                                "FunctionName"),
                        values(
                                aws.get("lambda", "/2015-03-31/event-source-mappings/")
                                        .wellDone()
                                        .json(),
                                "UUID"),
                        values(
                                aws.get("apigateway", "/restapis")
                                        .wellDone()
                                        .json()
                                        .path("item"),
                                "id"),
                        values(
                                aws.get("apigateway", "/usageplans")
                                        .wellDone()
                                        .json()
                                        .path("item"),
                                "id"),
                        values(aws.call("events", "AWSEvents.ListRules", "{}"), "Name"),
                        values(aws.call("logs", "Logs_20140328.DescribeLogGroups", "{}"), "logGroupName"),
                        query("sns", "ListTopics", "2010-03-31", "TopicArn"),
                        query("monitoring", "DescribeAlarms", "2010-08-01", "AlarmName"),
                        query("iam", "ListRoles", "2010-05-08", "RoleName"))
                .flatMap(one -> one)
                .filter(name -> !name.startsWith(BOOTSTRAP))
                .toList();
    }

    /** Returns the names of all secrets. */
    List<String> secrets() {
        return values(aws.call("secretsmanager", "secretsmanager.ListSecrets", "{}"), "Name")
                .toList();
    }

    private Stream<String> query(String service, String action, String version, String element) {
        String xml = aws.query(service, Map.of("Action", action, "Version", version))
                .wellDone()
                .body();
        return EmulatorApi.elements(xml, element).stream();
    }

    private static Stream<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asText);
    }

    private static Stream<String> values(JsonNode json, String field) {
        return json.findValuesAsText(field).stream();
    }
}
