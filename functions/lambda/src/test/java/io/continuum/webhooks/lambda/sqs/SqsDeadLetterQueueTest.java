package io.continuum.webhooks.lambda.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.continuum.webhooks.core.contract.DeadLetterQueueContract;
import io.continuum.webhooks.core.delivery.DeadLetterQueue;
import io.continuum.webhooks.core.fake.InMemoryDeadLetterQueue.Copy;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

class SqsDeadLetterQueueTest extends DeadLetterQueueContract {
    private final SqsClient sqs = TestQueues.client();

    @AfterEach
    void close() {
        sqs.close();
    }

    @Override
    protected Harness newQueue() {
        String url = TestQueues.create(sqs);
        return new Opened(sqs, url, new SqsDeadLetterQueue(sqs, url));
    }

    private record Opened(SqsClient sqs, String url, DeadLetterQueue queue) implements Harness {
        private static final ObjectMapper JSON = new ObjectMapper();
        private static final List<String> FIELDS = List.of(
                "v", "tenant_id", "webhook_id", "delivery_id", "event_id", "event", "reason", "attempts", "last_error");

        @Override
        public List<Copy> receive() {
            return TestQueues.receive(sqs, url).stream().map(Opened::read).toList();
        }

        private static Copy read(Message message) {
            try {
                JsonNode json = JSON.readTree(message.body());
                assertThat(json.fieldNames()).toIterable().isSubsetOf(FIELDS);
                assertThat(json.path("v").asInt()).isEqualTo(1);
                return new Copy(
                        json.path("tenant_id").asText(),
                        json.path("webhook_id").asText(),
                        json.path("delivery_id").asText(),
                        json.path("event_id").asText(),
                        json.path("event").asText(),
                        json.path("reason").textValue(),
                        json.path("attempts").asInt(),
                        json.path("last_error").textValue());
            } catch (JsonProcessingException e) {
                throw new AssertionError(e);
            }
        }
    }
}
