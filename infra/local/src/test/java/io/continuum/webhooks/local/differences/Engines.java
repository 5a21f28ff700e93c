package io.continuum.webhooks.local.differences;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.continuum.webhooks.lambda.AwsClients;
import io.continuum.webhooks.local.aws.EmbeddedDynamoDb;
import io.continuum.webhooks.local.aws.EmbeddedSqs;
import io.continuum.webhooks.local.aws.LocalAws;
import io.continuum.webhooks.local.endtoend.TestAws;
import io.continuum.webhooks.local.secretsmanager.SecretsManagerServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** What is measured: the embedded engines, or the AWS that the suite runs against. */
final class Engines implements AutoCloseable {
    private static final String LOCALSTACK = "4.14.0";

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final AwsClients clients;
    private final String name;

    private Engines() {
        Optional<URI> endpoint = TestAws.endpoint();
        if (endpoint.isPresent()) {
            name = nameOf(endpoint.get());
            clients = opened(TestAws.at(endpoint.get())).clients();
        } else {
            name = "embedded";
            clients = embedded();
        }
    }

    static Engines start() {
        return new Engines();
    }

    /** Returns the name in the list; empty for one that was never measured. */
    String implementation() {
        return name;
    }

    AwsClients clients() {
        return clients;
    }

    private AwsClients embedded() {
        EmbeddedDynamoDb dynamoDb = opened(EmbeddedDynamoDb.inMemory());
        EmbeddedSqs sqs = opened(EmbeddedSqs.inMemory(0));
        SecretsManagerServer secrets = opened(SecretsManagerServer.start(0));
        return new AwsClients(
                dynamoDb.client(),
                sqs.client(),
                opened(SecretsManagerClient.builder()
                        .endpointOverride(secrets.endpoint())
                        .region(LocalAws.REGION)
                        .credentialsProvider(LocalAws.credentials())
                        .httpClientBuilder(Apache5HttpClient.builder())
                        .build()));
    }

    private static String nameOf(URI endpoint) {
        try (InputStream answer =
                endpoint.resolve("/_localstack/health").toURL().openStream()) {
            JsonNode health = new ObjectMapper().readTree(answer);
            return health.path("version").asText().equals(LOCALSTACK) ? "localstack" : "";
        } catch (IOException e) {
            // It does not answer there, or not in JSON: another implementation. One that is down fails the other tests.
            return "";
        }
    }

    private <T extends AutoCloseable> T opened(T resource) {
        open.push(resource);
        return resource;
    }

    @Override
    public void close() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                throw e instanceof IOException io ? new UncheckedIOException(io) : new IllegalStateException(e);
            }
        }
    }
}
