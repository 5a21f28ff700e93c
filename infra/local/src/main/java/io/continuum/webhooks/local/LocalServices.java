package io.continuum.webhooks.local;

import io.continuum.webhooks.lambda.AwsClients;
import io.continuum.webhooks.local.aws.EmbeddedDynamoDb;
import io.continuum.webhooks.local.aws.EmbeddedSqs;
import io.continuum.webhooks.local.aws.LocalAws;
import io.continuum.webhooks.local.process.DataDir;
import io.continuum.webhooks.local.process.Shutdown;
import io.continuum.webhooks.local.secretsmanager.SecretsManagerServer;
import io.continuum.webhooks.local.secretsmanager.storage.FolderStorage;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Starts the engines that stand in for AWS, or connects to the AWS that the environment names. */
public final class LocalServices {
    /** Version of the layout of the data folder. */
    private static final int FORMAT = 1;

    private LocalServices() {}

    /** Returns clients of the services; what was started is registered with {@code shutdown}. */
    public static AwsClients start(LocalSettings settings, Shutdown shutdown) {
        if (settings.endpoint() != null) {
            return AwsClients.ofEnvironment();
        }
        DataDir data = settings.dataDir() == null
                ? null
                : shutdown.closes("data folder", DataDir.open(settings.dataDir(), FORMAT));
        EmbeddedDynamoDb dynamoDb = shutdown.closes(
                "DynamoDB",
                data == null ? EmbeddedDynamoDb.inMemory() : EmbeddedDynamoDb.at(data.resolve("dynamodb.db")));
        EmbeddedSqs sqs =
                shutdown.closes("SQS", data == null ? EmbeddedSqs.inMemory(0) : EmbeddedSqs.at(data.resolve("sqs"), 0));
        SecretsManagerServer secrets = shutdown.closes("Secrets Manager", secrets(data));
        SecretsManagerClient client = SecretsManagerClient.builder()
                .endpointOverride(secrets.endpoint())
                .region(LocalAws.REGION)
                .credentialsProvider(LocalAws.credentials())
                .httpClientBuilder(Apache5HttpClient.builder())
                .build();
        return new AwsClients(dynamoDb.client(), sqs.client(), shutdown.closes("Secrets Manager client", client));
    }

    private static SecretsManagerServer secrets(@Nullable DataDir data) {
        return data == null
                ? SecretsManagerServer.start(0)
                : SecretsManagerServer.start(0, FolderStorage.open(data.resolve("secrets")));
    }
}
