package io.continuum.webhooks.local.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The stack as the emulator has it. */
final class DeployedStack {
    private static final JsonMapper JSON = new JsonMapper();

    private final EmulatorApi aws;
    private final String name;
    private final JsonNode outputs;

    DeployedStack(EmulatorApi aws, String name, Path outputs) {
        this.aws = aws;
        this.name = name;
        try {
            this.outputs = JSON.readTree(outputs.toFile()).path(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns an output; fails if there is none. */
    String output(String id) {
        String value = outputs.path(id).asText();
        if (value.isEmpty()) {
            throw new AssertionError("no output " + id + " in " + outputs);
        }
        return value;
    }

    /** Returns the API's URL, by a path in place of a host name: names below localhost are not known everywhere. */
    String apiUrl() {
        URI url = URI.create(output("ApiUrl"));
        String api = url.getHost().substring(0, url.getHost().indexOf('.'));
        return aws.address() + "/_aws/execute-api/" + api + url.getPath();
    }

    /** Returns the admin key, by the id of the secret in the command that is printed for it. */
    String adminKey() {
        List<String> words = List.of(output("GetAdminKey").split(" ", -1));
        String secret = words.get(words.indexOf("--secret-id") + 1);
        return aws.call("secretsmanager", "secretsmanager.GetSecretValue", "{\"SecretId\":\"" + secret + "\"}")
                .path("SecretString")
                .asText();
    }

    /** Returns the physical ids of all resources by their logical ids. */
    Map<String, String> resources() {
        Map<String, String> all = new HashMap<>();
        Map<String, String> query =
                new HashMap<>(Map.of("Action", "ListStackResources", "Version", "2010-05-15", "StackName", name));
        List<String> next;
        do {
            String xml = aws.query("cloudformation", query).wellDone().body();
            List<String> logical = EmulatorApi.elements(xml, "LogicalResourceId");
            List<String> physical = EmulatorApi.elements(xml, "PhysicalResourceId");
            for (int i = 0; i < logical.size(); i++) {
                all.put(logical.get(i), physical.get(i));
            }
            next = EmulatorApi.elements(xml, "NextToken");
            next.forEach(token -> query.put("NextToken", token));
        } while (!next.isEmpty());
        return all;
    }

    /** Returns the physical id of the one resource whose logical id begins so. */
    String resource(String logical) {
        List<String> found = resources().entrySet().stream()
                .filter(entry -> entry.getKey().matches(logical + "[0-9A-F]{8}"))
                .map(Map.Entry::getValue)
                .toList();
        if (found.size() != 1) {
            throw new AssertionError(logical + " is " + found);
        }
        return found.getFirst();
    }

    /** Returns what the alias of a function is now. */
    JsonNode live(String function) {
        return DeployedFunctions.deployed(aws, resource("PlatformFunctions" + function), "live")
                .path("Configuration");
    }

    /** Returns the version behind the alias of a function. */
    DeployedFunctions.Version version(String function) {
        JsonNode live = live(function);
        return new DeployedFunctions.Version(
                live.path("FunctionName").asText(), live.path("Version").asText());
    }

    /** Returns the attributes of a queue. */
    JsonNode queue(String url) {
        String body = "{\"QueueUrl\":\"" + url + "\",\"AttributeNames\":[\"All\"]}";
        return aws.call("sqs", "AmazonSQS.GetQueueAttributes", body).path("Attributes");
    }

    /** Returns the mappings of queues to functions. */
    List<JsonNode> mappings() {
        return aws.get("lambda", "/2015-03-31/event-source-mappings/")
                .wellDone()
                .json()
                .path("EventSourceMappings")
                .valueStream()
                .toList();
    }

    /** Starts or stops the reading of the events queue. */
    void readEvents(boolean on) {
        String arn = queue(output("EventsQueueUrl")).path("QueueArn").asText();
        JsonNode mapping = mappings().stream()
                .filter(one -> one.path("EventSourceArn").asText().equals(arn))
                .findFirst()
                .orElseThrow();
        aws.put(
                        "lambda",
                        "/2015-03-31/event-source-mappings/"
                                + mapping.path("UUID").asText(),
                        "{\"Enabled\":" + on + "}")
                .wellDone();
    }
}
