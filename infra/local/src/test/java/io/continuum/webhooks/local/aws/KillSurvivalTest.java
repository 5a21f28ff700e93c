package io.continuum.webhooks.local.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.local.process.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

class KillSurvivalTest {
    private static final int ENOUGH = 300;

    @TempDir
    Path folder;

    @Test
    @Timeout(120)
    void everything_acknowledged_is_found_after_a_sigkill() throws Exception {
        int acknowledged = writeUntilKilled();

        try (var dynamoDb = EmbeddedDynamoDb.at(folder.resolve("dynamodb.db"))) {
            assertThat(IntStream.rangeClosed(0, acknowledged))
                    .allMatch(number -> TestTable.contains(dynamoDb.client(), Integer.toString(number)));
        }
        try (var sqs = EmbeddedSqs.at(folder.resolve("sqs"), 0)) {
            Set<String> expected = IntStream.rangeClosed(0, acknowledged)
                    .mapToObj(Integer::toString)
                    .collect(Collectors.toSet());
            assertThat(receiveAll(sqs.client(), expected.size())).containsAll(expected);
        }
    }

    /** Answers the last number that the victim printed. */
    private int writeUntilKilled() throws IOException, InterruptedException {
        Process victim = ChildJvm.start(KillVictim.class, folder.toString());
        try (BufferedReader lines = victim.inputReader()) {
            int last = -1;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                // The kill may cut the last line short.
                last = Math.max(last, Integer.parseInt(line));
                if (last == ENOUGH) {
                    // Process.destroyForcibly would close the pipe and lose the lines still in it.
                    victim.toHandle().destroyForcibly();
                }
            }
            victim.waitFor();
            assertThat(last).isGreaterThanOrEqualTo(ENOUGH);
            return last;
        } finally {
            victim.destroyForcibly();
        }
    }

    private static Set<String> receiveAll(SqsClient sqs, int least) {
        String url = sqs.getQueueUrl(queue -> queue.queueName(KillVictim.QUEUE)).queueUrl();
        Set<String> bodies = new HashSet<>();
        int empty = 0;
        while (bodies.size() < least && empty < 5) {
            var messages = sqs.receiveMessage(receive ->
                            receive.queueUrl(url).maxNumberOfMessages(10).waitTimeSeconds(1))
                    .messages();
            empty = messages.isEmpty() ? empty + 1 : 0;
            messages.stream().map(Message::body).forEach(bodies::add);
        }
        return bodies;
    }
}
