package io.continuum.webhooks.lambda.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.contract.DeadLetterCopiesContract;
import io.continuum.webhooks.core.deadletter.DeadLetterCopies;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sqs.SqsClient;

class SqsDeadLetterCopiesTest extends DeadLetterCopiesContract {
    private final SqsClient sqs = TestQueues.client();

    @AfterEach
    void close() {
        sqs.close();
    }

    @Override
    protected Sides newQueue() {
        String url = TestQueues.create(sqs);
        return new Sides(new SqsDeadLetterQueue(sqs, url), new SqsDeadLetterCopies(sqs, url));
    }

    @ParameterizedTest
    @ValueSource(strings = {"not json", "{}", "{\"tenant_id\": \"t\", \"webhook_id\": \"wh_1\"}", "[]"})
    void a_message_of_somebody_else_is_a_copy_of_nothing(String body) {
        String url = TestQueues.create(sqs);
        sqs.sendMessage(request -> request.queueUrl(url).messageBody(body));

        assertThat(new SqsDeadLetterCopies(sqs, url).take(10))
                .singleElement()
                .extracting(DeadLetterCopies.Copy::delivery)
                .isNull();
    }

    @Test
    void an_empty_list_asks_nothing_of_the_queue() {
        DeadLetterCopies nowhere = new SqsDeadLetterCopies(sqs, "http://127.0.0.1:1/none");

        nowhere.remove(java.util.List.of());
        nowhere.putBack(java.util.List.of());
    }
}
