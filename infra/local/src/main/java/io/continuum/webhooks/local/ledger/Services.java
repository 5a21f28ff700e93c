package io.continuum.webhooks.local.ledger;

import io.continuum.webhooks.lambda.AwsClients;
import io.continuum.webhooks.local.aws.DynamoDbServer;
import io.continuum.webhooks.local.aws.EmbeddedSqs;
import io.continuum.webhooks.local.secretsmanager.SecretsManagerServer;
import java.time.Duration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;

/** The services, in the ledger's own process: they outlive the process under test, as AWS does. */
final class Services implements AutoCloseable {
    private static final Duration READ = Duration.ofSeconds(60);

    private final DynamoDbServer dynamoDb = DynamoDbServer.inMemory();
    private final EmbeddedSqs sqs = EmbeddedSqs.inMemory(0);
    private final SecretsManagerServer secrets = SecretsManagerServer.start(0);
    private final SdkHttpClient http =
            Apache5HttpClient.builder().socketTimeout(READ).build();
    private final AwsClients clients = endpoints().clients(http);

    Endpoints endpoints() {
        return new Endpoints(dynamoDb.endpoint(), sqs.endpoint(), secrets.endpoint());
    }

    /** Returns clients without faults. */
    AwsClients clients() {
        return clients;
    }

    @Override
    public void close() {
        http.close();
        secrets.close();
        sqs.close();
        dynamoDb.close();
    }
}
