package io.continuum.webhooks.local.permissions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.continuum.webhooks.lambda.AwsClients;
import io.continuum.webhooks.lambda.PlatformFunction;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.CreateSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.CreateSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.secretsmanager.model.Tag;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

class CallLogTest {
    private static final String QUEUE = "http://127.0.0.1/000000000000/webhooks-delivery-high";

    private final CallLog log = new CallLog(_ -> {});
    private final Rights rights = Rights.ofDeployment();

    private AwsClients clientsOf(PlatformFunction function) {
        return log.of(function, new AwsClients(new Tables(), new Queues(), new SecretStore()));
    }

    @Test
    void a_call_that_the_role_does_not_allow_fails_the_check_with_function_action_and_resource() {
        clientsOf(PlatformFunction.EMITTER).secretsManager().getSecretValue(get -> get.secretId("hooks/local/wh_1"));

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> log.checkAgainst(rights))
                .withMessageContaining("Emitter secretsmanager:GetSecretValue secret:hooks/dev/wh_1");
    }

    @Test
    void a_call_that_the_role_allows_passes() {
        clientsOf(PlatformFunction.DELIVERY).secretsManager().getSecretValue(get -> get.secretId("hooks/local/wh_1"));

        assertThatCode(() -> log.checkAgainst(rights)).doesNotThrowAnyException();
    }

    @Test
    void a_secret_that_no_role_names_is_refused_to_whoever_may_read_those_of_webhooks() {
        clientsOf(PlatformFunction.DELIVERY).secretsManager().getSecretValue(get -> get.secretId("hooks/local/other"));

        assertThatThrownBy(() -> log.checkAgainst(rights)).hasMessageContaining("secret:hooks/dev/other");
    }

    @Test
    void an_index_takes_a_right_of_its_own() {
        clientsOf(PlatformFunction.DELIVERY)
                .dynamoDb()
                .query(query -> query.tableName("Deliveries").indexName("dead"));

        assertThatThrownBy(() -> log.checkAgainst(rights))
                .hasMessageContaining("Delivery dynamodb:Query PlatformStorageDeliveries/index/dead");
    }

    @Test
    void a_transaction_takes_the_rights_of_its_parts() {
        Map<String, AttributeValue> key = Map.of("pk", AttributeValue.fromS("p"));
        List<TransactWriteItem> parts = List.of(
                TransactWriteItem.builder()
                        .put(put -> put.tableName("test-1-Webhooks").item(key))
                        .build(),
                TransactWriteItem.builder()
                        .update(update -> update.tableName("test-1-Webhooks").key(key))
                        .build(),
                TransactWriteItem.builder()
                        .delete(delete -> delete.tableName("test-1-Deliveries").key(key))
                        .build(),
                TransactWriteItem.builder()
                        .conditionCheck(
                                check -> check.tableName("test-1-Deliveries").key(key))
                        .build());
        clientsOf(PlatformFunction.API).dynamoDb().transactWriteItems(request -> request.transactItems(parts));

        assertThat(log.calls())
                .extracting(Call::toString)
                .containsExactlyInAnyOrder(
                        "Api dynamodb:PutItem PlatformStorageWebhooks",
                        "Api dynamodb:UpdateItem PlatformStorageWebhooks",
                        "Api dynamodb:DeleteItem PlatformStorageDeliveries",
                        "Api dynamodb:ConditionCheckItem PlatformStorageDeliveries");
    }

    @Test
    void a_batch_takes_the_right_to_send_and_tags_the_right_to_tag() {
        clientsOf(PlatformFunction.API).sqs().sendMessageBatch(batch -> batch.queueUrl(QUEUE));
        clientsOf(PlatformFunction.API)
                .secretsManager()
                .createSecret(create ->
                        create.name("hooks/local/wh_1").tags(Tag.builder().build()));

        assertThat(log.calls())
                .extracting(Call::toString)
                .containsExactlyInAnyOrder(
                        "Api sqs:SendMessage PlatformQueuesHigh",
                        "Api secretsmanager:CreateSecret secret:hooks/dev/wh_1",
                        "Api secretsmanager:TagResource secret:hooks/dev/wh_1");
    }

    @Test
    void what_the_service_answers_reaches_the_function_unchanged() {
        assertThatThrownBy(() -> clientsOf(PlatformFunction.API)
                        .secretsManager()
                        .getSecretValue(get -> get.secretId("hooks/local/wh_missing")))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void a_right_is_unused_until_its_function_calls_it() {
        Call right = new Call(PlatformFunction.DELIVERY, "secretsmanager:GetSecretValue", "secret:hooks/dev/wh_*");
        Call of = new Call(PlatformFunction.DELIVERY, "secretsmanager:GetSecretValue", "secret:hooks/dev/wh_1");
        Call ofAnother = new Call(PlatformFunction.API, "secretsmanager:GetSecretValue", "secret:hooks/dev/wh_1");

        assertThat(rights.unusedBy(List.of(ofAnother))).contains(right);
        assertThat(rights.unusedBy(Set.of(of))).doesNotContain(right);
    }

    @Test
    void what_lambda_does_for_a_function_is_not_asked_of_its_code() {
        assertThat(rights.unusedBy(List.of()))
                .extracting(Call::toString)
                .contains("Maintenance sqs:ReceiveMessage PlatformQueuesExhausted")
                .noneMatch(right -> right.startsWith("Delivery sqs:ReceiveMessage") || right.contains(" logs:"));
    }

    private static final class Tables implements DynamoDbClient {
        @Override
        public QueryResponse query(QueryRequest request) {
            return QueryResponse.builder().build();
        }

        @Override
        public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
            return TransactWriteItemsResponse.builder().build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }

    private static final class Queues implements SqsClient {
        @Override
        public SendMessageBatchResponse sendMessageBatch(SendMessageBatchRequest request) {
            return SendMessageBatchResponse.builder().build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }

    private static final class SecretStore implements SecretsManagerClient {
        @Override
        public GetSecretValueResponse getSecretValue(GetSecretValueRequest request) {
            if (request.secretId().endsWith("missing")) {
                throw ResourceNotFoundException.builder().build();
            }
            return GetSecretValueResponse.builder().build();
        }

        @Override
        public CreateSecretResponse createSecret(CreateSecretRequest request) {
            return CreateSecretResponse.builder().build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }
}
