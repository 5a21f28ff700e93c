package io.continuum.webhooks.lambda;

import java.time.Duration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The services that a process talks to.
 *
 * @param dynamoDb tables
 * @param sqs queues
 * @param secretsManager signing secrets
 */
public record AwsClients(DynamoDbClient dynamoDb, SqsClient sqs, SecretsManagerClient secretsManager) {
    /** A batch of ten has ten calls under way at once, and the three clients share one pool. */
    private static final int CONNECTIONS = 64;

    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration READ = Duration.ofSeconds(5);

    /**
     * Makes clients by the SDK's default chain: region, credentials, {@code AWS_ENDPOINT_URL} and the trust store are
     * the environment's. One HTTP client serves all three.
     */
    public static AwsClients ofEnvironment() {
        return over(http());
    }

    /** Returns a new HTTP client for {@link #over}. */
    static SdkHttpClient http() {
        return Apache5HttpClient.builder()
                .maxConnections(CONNECTIONS)
                .connectionTimeout(CONNECT)
                .socketTimeout(READ)
                .build();
    }

    /** Makes the same clients over an HTTP client that its maker closes. */
    static AwsClients over(SdkHttpClient http) {
        return new AwsClients(
                DynamoDbClient.builder().httpClient(http).build(),
                SqsClient.builder().httpClient(http).build(),
                SecretsManagerClient.builder().httpClient(http).build());
    }
}
