package io.continuum.webhooks.cdk.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script as it is, with a command in the path that keeps queues as SQS does: messages are seen, hidden, removed, sent. */
class RedriveInfrastructureTest {
    private static final Path SCRIPT = Path.of("redrive-infrastructure.py");
    private static final String QUEUE = "https://sqs.example/1/infrastructure";

    /** Two messages of functions and one that SQS moved. */
    private static final String MESSAGES = """
            [{"MessageId": "1", "Body": "one \\"quoted\\"\\nline", "MessageAttributes": {
                "reason": {"StringValue": "not JSON", "DataType": "String"},
                "source": {"StringValue": "arn:aws:sqs:us-east-1:1:events", "DataType": "String"}}},
             {"MessageId": "2", "Body": "file:///etc/hostname", "MessageAttributes": {
                "reason": {"StringValue": "not a delivery task of a known version", "DataType": "String"},
                "source": {"StringValue": "arn:aws:sqs:us-east-1:1:low", "DataType": "String"}}},
             {"MessageId": "3", "Body": "killer"}]
            """;

    private static final List<String> ALL = List.of("one \"quoted\"\nline", "file:///etc/hostname", "killer");

    /**
     * A file per queue. With the file {@code bounces}, what is sent to a queue comes to the infrastructure queue at once, as
     * what a function cannot read does; with {@code short}, what was handed out can be received again at the next call.
     */
    private static final String QUEUES = """
            import json, os, pathlib, sys, time
            world = pathlib.Path(os.environ["WORLD"])
            command = sys.argv[2]
            given = dict(zip(sys.argv[3::2], sys.argv[4::2]))

            def load(name):
                file = world / (name + ".json")
                return json.loads(file.read_text()) if file.exists() else []

            def save(name, messages):
                (world / (name + ".json")).write_text(json.dumps(messages))

            def put(name, body, attributes):
                messages = load(name)
                later = str(int((time.time() + 60) * 1000))
                messages.append({"MessageId": str(time.time_ns()), "Body": body, "MessageAttributes": attributes,
                                 "Attributes": {"SentTimestamp": later}})
                save(name, messages)

            if command == "get-queue-url":
                print(json.dumps({"QueueUrl": "https://sqs.example/1/" + given["--queue-name"]}))
                sys.exit()
            queue = given["--queue-url"].rsplit("/", 1)[1]
            if command == "send-message":
                if (world / "refuses").exists():
                    sys.exit("AccessDenied")
                body = pathlib.Path(given["--message-body"].removeprefix("file://")).read_bytes().decode()
                put(queue, body, {})
                if (world / "bounces").exists():
                    save(queue, [])
                    put("infrastructure", body, {"reason": {"StringValue": "not JSON"},
                                                 "source": {"StringValue": "arn:aws:sqs:us-east-1:1:" + queue}})
                sys.exit()
            messages = load(queue)
            if command == "receive-message":
                seen = [m for m in messages if not m.get("hidden")]
                for message in seen:
                    message["hidden"] = not (world / "short").exists()
                    message["handed"] = message.get("handed", 0) + 1
                    message["ReceiptHandle"] = f"{message['MessageId']}/{message['handed']}"
                print(json.dumps({"Messages": seen} if seen else {}))
            handle = given.get("--receipt-handle")
            if handle and not any(m.get("ReceiptHandle") == handle for m in messages):
                sys.exit("ReceiptHandleIsInvalid " + handle)
            if command == "delete-message":
                messages = [m for m in messages if m.get("ReceiptHandle") != handle]
            if command == "change-message-visibility":
                for message in messages:
                    message["hidden"] = message.get("hidden") and message.get("ReceiptHandle") != handle
            save(queue, messages)
            """;

    private static final String AWS = """
            #!/bin/sh
            exec "$PYTHON" "$WORLD/queues.py" "$@"
            """;

    @TempDir
    private Path world;

    @BeforeEach
    void fill() throws IOException {
        Path aws =
                Files.writeString(Files.createDirectories(world.resolve("bin")).resolve("aws"), AWS);
        Files.writeString(world.resolve("queues.py"), QUEUES);
        Files.setPosixFilePermissions(aws, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(world.resolve("infrastructure.json"), MESSAGES);
    }

    private Python.Run run(String... arguments) throws IOException, InterruptedException {
        Map<String, String> environment =
                Map.of("PATH", world.resolve("bin") + ":" + System.getenv("PATH"), "WORLD", world.toString());
        return Python.run(SCRIPT, environment, List.of(arguments));
    }

    /** Returns the bodies of what can be received from a queue. */
    private List<String> visible(String queue) throws IOException {
        Path file = world.resolve(queue + ".json");
        if (!Files.exists(file)) {
            return List.of();
        }
        return new JsonMapper()
                .readTree(file.toFile())
                .valueStream()
                .filter(message -> !message.path("hidden").asBoolean())
                .map(message -> message.path("Body").asText())
                .toList();
    }

    @Test
    void it_shows_what_is_there_and_leaves_it() throws IOException, InterruptedException {
        Python.Run run = run(QUEUE);

        assertThat(run.code()).isZero();
        assertThat(run.output())
                .contains("1  arn:aws:sqs:us-east-1:1:events  not JSON", "1  (moved by SQS)", "0 sent back, 3 left");
        assertThat(visible("infrastructure")).isEqualTo(ALL);
        assertThat(visible("events")).isEmpty();
    }

    @Test
    void what_has_a_source_is_on_its_queue_again_whole_and_the_rest_stays() throws IOException, InterruptedException {
        Python.Run run = run(QUEUE, "--send");

        assertThat(run.output()).contains("2 sent back, 1 left");
        assertThat(visible("events")).containsExactly("one \"quoted\"\nline");
        assertThat(visible("low")).containsExactly("file:///etc/hostname");
        assertThat(visible("infrastructure")).containsExactly("killer");
    }

    @Test
    void what_comes_straight_back_is_sent_once_and_stays() throws IOException, InterruptedException {
        Files.createFile(world.resolve("bounces"));

        Python.Run run = run(QUEUE, "--send");

        assertThat(run.output()).contains("2  arn:aws:sqs:us-east-1:1:events", "2 sent back, 3 left");
        assertThat(visible("infrastructure"))
                .containsExactlyInAnyOrder("killer", "one \"quoted\"\nline", "file:///etc/hostname");
    }

    @Test
    void a_message_that_is_met_again_is_counted_once_and_ends_the_round() throws IOException, InterruptedException {
        Files.createFile(world.resolve("short"));

        Python.Run run = run(QUEUE);

        assertThat(run.code()).as(run.output()).isZero();
        assertThat(run.output()).contains("1  (moved by SQS)", "0 sent back, 3 left", "met again");
        assertThat(visible("infrastructure")).isEqualTo(ALL);
    }

    @Test
    void what_its_queue_does_not_take_is_not_removed() throws IOException, InterruptedException {
        Files.createFile(world.resolve("refuses"));

        Python.Run run = run(QUEUE, "--send");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.output()).contains("AccessDenied");
        assertThat(Files.readString(world.resolve("infrastructure.json"))).contains("quoted", "hostname", "killer");
    }

    @Test
    void a_call_without_a_queue_shows_how_it_is_called() throws IOException, InterruptedException {
        assertThat(run().output()).contains("redrive-infrastructure.py QUEUE_URL --send");
    }
}
