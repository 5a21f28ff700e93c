package io.continuum.webhooks.local.secretsmanager;

import io.continuum.webhooks.local.secretsmanager.SecretsManagerServer.Settings;
import io.continuum.webhooks.local.secretsmanager.engine.Storage;
import io.continuum.webhooks.local.secretsmanager.storage.FolderStorage;
import io.continuum.webhooks.local.secretsmanager.storage.MemoryStorage;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.Filter;
import software.amazon.awssdk.services.secretsmanager.model.Tag;

/** A running server with a clock that stands still until it is moved, and AWS's SDK as its client. */
final class LocalSecrets implements AutoCloseable {
    static final Instant START = Instant.parse("2026-11-23T09:30:00.123Z");

    private static final int CONNECTIONS = 128;

    private final AtomicReference<Instant> now;
    private final SecretsManagerServer server;
    private final SecretsManagerClient client;

    private LocalSecrets(Storage storage, Instant now) {
        this.now = new AtomicReference<>(now);
        this.server =
                SecretsManagerServer.start(new Settings(0, storage, "eu-central-1", this.now::get, new SecureRandom()));
        this.client = client(server.endpoint());
    }

    static LocalSecrets inMemory() {
        return new LocalSecrets(new MemoryStorage(), START);
    }

    static LocalSecrets in(Path folder) {
        return new LocalSecrets(FolderStorage.open(folder), START);
    }

    static LocalSecrets in(Path folder, Instant now) {
        return new LocalSecrets(FolderStorage.open(folder), now);
    }

    static SecretsManagerClient client(URI endpoint) {
        return SecretsManagerClient.builder()
                .endpointOverride(endpoint)
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .httpClientBuilder(Apache5HttpClient.builder().maxConnections(CONNECTIONS))
                .build();
    }

    static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    static Filter filter(String key, String... values) {
        return Filter.builder().key(key).values(values).build();
    }

    SecretsManagerClient client() {
        return client;
    }

    URI endpoint() {
        return server.endpoint();
    }

    Instant now() {
        return now.get();
    }

    void advance(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }

    /** Creates a secret with a text and returns the id of its first version. */
    String create(String name, String text) {
        return client.createSecret(request -> request.name(name).secretString(text))
                .versionId();
    }

    /** Puts a text with the labels, AWSCURRENT when there are none, and returns the id of the version. */
    String put(String name, String text, String... labels) {
        return client.putSecretValue(request -> {
                    request.secretId(name).secretString(text);
                    if (labels.length > 0) {
                        request.versionStages(labels);
                    }
                })
                .versionId();
    }

    /** Returns the current text of a secret. */
    String text(String secretId) {
        return client.getSecretValue(request -> request.secretId(secretId)).secretString();
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
