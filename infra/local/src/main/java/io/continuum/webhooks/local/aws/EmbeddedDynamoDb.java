package io.continuum.webhooks.local.aws;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.dynamodb.services.local.embedded.DynamoDBEmbedded;
import software.amazon.dynamodb.services.local.shared.access.AmazonDynamoDBLocal;

/**
 * DynamoDB Local in this process. A write is on disk when it is answered: a SIGKILL loses nothing that was
 * acknowledged (tested). Its threads are not daemons, so a JVM that leaves it open ends only by an exit code.
 *
 * <p>Needs {@code --enable-native-access=ALL-UNNAMED}. Sends no telemetry. Thread-safe.
 */
public final class EmbeddedDynamoDb implements AutoCloseable {
    private final AmazonDynamoDBLocal engine;
    private final DynamoDbClient client;

    private EmbeddedDynamoDb(@Nullable Path databaseFile) {
        boolean disableTelemetry = true;
        engine = databaseFile == null
                ? DynamoDBEmbedded.create(disableTelemetry)
                : DynamoDBEmbedded.create(databaseFile.toFile(), disableTelemetry);
        client = engine.dynamoDbClient();
    }

    /** Starts one that forgets everything when it is closed. */
    public static EmbeddedDynamoDb inMemory() {
        return new EmbeddedDynamoDb(null);
    }

    /**
     * Starts one that keeps its tables in a file, which is made when it does not exist.
     *
     * @param databaseFile the file itself, in a folder that exists: given a folder the engine would log an error and
     *     retry for ever, so that is refused here
     * @throws IllegalArgumentException when it is a folder
     */
    public static EmbeddedDynamoDb at(Path databaseFile) {
        Path file = databaseFile.toAbsolutePath();
        Path folder = file.getParent();
        if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(file)) {
            throw new IllegalArgumentException("not a file in an existing folder: " + file);
        }
        return new EmbeddedDynamoDb(file);
    }

    /** Answers the client; it is closed with the engine. */
    public DynamoDbClient client() {
        return client;
    }

    @Override
    public void close() {
        client.close();
        engine.shutdownNow();
    }
}
