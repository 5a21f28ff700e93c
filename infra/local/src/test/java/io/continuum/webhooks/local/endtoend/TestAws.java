package io.continuum.webhooks.local.endtoend;

import io.continuum.webhooks.lambda.AwsClients;
import io.continuum.webhooks.local.aws.LocalAws;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * An AWS beside ours that the suite runs against: {@code mvn -Pendpoint test} with {@code AWS_ENDPOINT_URL}.
 *
 * <p>Only addresses of this machine are taken, and credentials are always the emulators': nothing here reads a profile,
 * so no account can be met by mistake.
 */
public final class TestAws implements AutoCloseable {
    private static final String USUAL_ENDPOINT = "http://127.0.0.1:4566";
    private static final int CONNECTIONS = 128;

    /** An emulator on two busy cores takes its time for the first request of a kind. */
    private static final Duration READ = Duration.ofSeconds(30);

    private final SdkHttpClient http;
    private final AwsClients clients;

    private TestAws(URI endpoint) {
        http = Apache5HttpClient.builder()
                .maxConnections(CONNECTIONS)
                .socketTimeout(READ)
                .build();
        clients = new AwsClients(
                at(endpoint, DynamoDbClient.builder().httpClient(http)).build(),
                at(endpoint, SqsClient.builder().httpClient(http)).build(),
                at(endpoint, SecretsManagerClient.builder().httpClient(http)).build());
    }

    /** Returns the endpoint to use; empty = the embedded engines. A variable of the user's shell alone changes nothing. */
    public static Optional<URI> endpoint() {
        if (!Boolean.getBoolean("continuum.endpoint")) {
            return Optional.empty();
        }
        String set = Optional.ofNullable(System.getenv("AWS_ENDPOINT_URL")).orElse("");
        return Optional.of(onThisMachine(URI.create(set.isEmpty() ? USUAL_ENDPOINT : set)));
    }

    /**
     * Connects.
     *
     * @throws IllegalArgumentException if the endpoint is not on this machine
     */
    public static TestAws at(URI endpoint) {
        return new TestAws(onThisMachine(endpoint));
    }

    /** Returns the clients, closed with this. */
    public AwsClients clients() {
        return clients;
    }

    static URI onThisMachine(URI endpoint) {
        try {
            if (endpoint.getHost() != null
                    && InetAddress.getByName(endpoint.getHost()).isLoopbackAddress()) {
                return endpoint;
            }
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("no such host: " + endpoint, e);
        }
        throw new IllegalArgumentException("tests run against an AWS on this machine only, not " + endpoint);
    }

    private static <B extends AwsClientBuilder<B, ?>> B at(URI endpoint, B builder) {
        return builder.endpointOverride(endpoint).region(LocalAws.REGION).credentialsProvider(LocalAws.credentials());
    }

    @Override
    public void close() {
        clients.dynamoDb().close();
        clients.sqs().close();
        clients.secretsManager().close();
        http.close();
    }
}
