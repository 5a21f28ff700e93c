package io.continuum.webhooks.local.ledger;

import io.continuum.webhooks.lambda.AwsClients;
import io.continuum.webhooks.local.aws.LocalAws;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Where the services answer, for two processes.
 *
 * @param dynamoDb tables
 * @param sqs queues
 * @param secretsManager secrets
 */
record Endpoints(URI dynamoDb, URI sqs, URI secretsManager) {
    private static final String DYNAMO_DB = "ledger.dynamodb";
    private static final String SQS = "ledger.sqs";
    private static final String SECRETS_MANAGER = "ledger.secretsmanager";

    /** Reads what {@link #asOptions} handed over. */
    static Endpoints ofProperties() {
        return new Endpoints(property(DYNAMO_DB), property(SQS), property(SECRETS_MANAGER));
    }

    /** Returns the options of a JVM that is to know them. */
    List<String> asOptions() {
        return List.of(
                "-D" + DYNAMO_DB + "=" + dynamoDb,
                "-D" + SQS + "=" + sqs,
                "-D" + SECRETS_MANAGER + "=" + secretsManager);
    }

    /** Makes clients over {@code http}, with the SDK's own retries. */
    AwsClients clients(SdkHttpClient http) {
        return new AwsClients(
                at(dynamoDb, DynamoDbClient.builder().httpClient(http)).build(),
                at(sqs, SqsClient.builder().httpClient(http)).build(),
                at(secretsManager, SecretsManagerClient.builder().httpClient(http))
                        .build());
    }

    private static URI property(String name) {
        return URI.create(Objects.requireNonNull(System.getProperty(name), name));
    }

    private static <B extends AwsClientBuilder<B, ?>> B at(URI endpoint, B builder) {
        return builder.endpointOverride(endpoint).region(LocalAws.REGION).credentialsProvider(LocalAws.credentials());
    }
}
