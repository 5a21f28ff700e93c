package io.continuum.webhooks.cdk.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script as it is, with a command in the path that answers like AWS and writes down what it was asked. */
class RedriveInfrastructureTest {
    private static final Path SCRIPT = Path.of("redrive-infrastructure.py");
    private static final String QUEUE = "https://sqs.example/1/infrastructure";

    /** Two messages of functions and one that SQS moved, handed out once. */
    private static final String MESSAGES = """
            {"Messages": [
              {"MessageId": "1", "ReceiptHandle": "r1", "Body": "one \\"quoted\\"\\nline", "MessageAttributes": {
                "reason": {"StringValue": "not JSON", "DataType": "String"},
                "source": {"StringValue": "arn:aws:sqs:us-east-1:1:events", "DataType": "String"}}},
              {"MessageId": "2", "ReceiptHandle": "r2", "Body": "file:///etc/hostname", "MessageAttributes": {
                "reason": {"StringValue": "not a delivery task of a known version", "DataType": "String"},
                "source": {"StringValue": "arn:aws:sqs:us-east-1:1:low", "DataType": "String"}}},
              {"MessageId": "3", "ReceiptHandle": "r3", "Body": "killer"}]}
            """;

    private static final String AWS = """
            #!/usr/bin/env bash
            case "$2" in
              receive-message) cat "$WORLD/messages"; : > "$WORLD/messages" ;;
              get-queue-url) echo '{"QueueUrl": "https://sqs.example/1/'"$4"'"}' ;;
              send-message)
                [[ ! -e "$WORLD/refuses" ]] || { echo "AccessDenied" >&2; exit 254; }
                echo "send $4 $(cat "${6#file://}")" >> "$WORLD/calls" ;;
              delete-message) echo "delete $6" >> "$WORLD/calls" ;;
              change-message-visibility) echo "show $6" >> "$WORLD/calls" ;;
            esac
            """;

    @TempDir
    private Path world;

    @BeforeEach
    void fill() throws IOException {
        Path aws =
                Files.writeString(Files.createDirectories(world.resolve("bin")).resolve("aws"), AWS);
        Files.setPosixFilePermissions(aws, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(world.resolve("messages"), MESSAGES);
        Files.createFile(world.resolve("calls"));
    }

    private Python.Run run(String... arguments) throws IOException, InterruptedException {
        Map<String, String> environment =
                Map.of("PATH", world.resolve("bin") + ":" + System.getenv("PATH"), "WORLD", world.toString());
        return Python.run(SCRIPT, environment, List.of(arguments));
    }

    private String calls() throws IOException {
        return Files.readString(world.resolve("calls"));
    }

    @Test
    void it_shows_what_is_there_and_leaves_it() throws IOException, InterruptedException {
        Python.Run run = run(QUEUE);

        assertThat(run.code()).isZero();
        assertThat(run.output())
                .contains("1  arn:aws:sqs:us-east-1:1:events  not JSON", "1  (moved by SQS)", "0 sent back, 3 left");
        assertThat(calls()).isEqualTo("show r1\nshow r2\nshow r3\n");
    }

    @Test
    void what_has_a_source_goes_back_there_whole_and_the_rest_stays() throws IOException, InterruptedException {
        Python.Run run = run(QUEUE, "--send");

        assertThat(run.output()).contains("2 sent back, 1 left");
        assertThat(calls()).isEqualTo("""
                send https://sqs.example/1/events one "quoted"
                line
                delete r1
                send https://sqs.example/1/low file:///etc/hostname
                delete r2
                show r3
                """);
    }

    @Test
    void what_its_queue_does_not_take_is_not_removed() throws IOException, InterruptedException {
        Files.createFile(world.resolve("refuses"));

        Python.Run run = run(QUEUE, "--send");

        assertThat(run.code()).isEqualTo(254);
        assertThat(run.output()).contains("AccessDenied");
        assertThat(calls()).isEmpty();
    }

    @Test
    void a_call_without_a_queue_shows_how_it_is_called() throws IOException, InterruptedException {
        assertThat(run().output()).contains("redrive-infrastructure.py QUEUE_URL --send");
    }
}
