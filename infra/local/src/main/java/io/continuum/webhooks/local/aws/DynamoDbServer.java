package io.continuum.webhooks.local.aws;

import io.continuum.webhooks.local.process.FreePort;
import java.net.URI;
import software.amazon.dynamodb.services.local.main.ServerRunner;
import software.amazon.dynamodb.services.local.server.DynamoDBProxyServer;

/** DynamoDB Local on a port of 127.0.0.1, for other processes; it forgets everything when it is closed. Thread-safe. */
public final class DynamoDbServer implements AutoCloseable {
    private final DynamoDBProxyServer server;
    private final URI endpoint;

    private DynamoDbServer(DynamoDBProxyServer server, URI endpoint) {
        this.server = server;
        this.endpoint = endpoint;
    }

    /**
     * Starts one on a free port.
     *
     * @throws IllegalStateException if it does not start
     */
    public static DynamoDbServer inMemory() {
        int port = FreePort.find();
        try {
            DynamoDBProxyServer server = ServerRunner.createServerFromCommandLineArgs(
                    new String[] {"-inMemory", "-disableTelemetry", "-port", Integer.toString(port)});
            server.start();
            return new DynamoDbServer(server, URI.create("http://127.0.0.1:" + port));
        } catch (Exception e) {
            // The engine declares nothing narrower.
            throw new IllegalStateException("DynamoDB Local does not start on port " + port, e);
        }
    }

    /** Returns the address for {@code AWS_ENDPOINT_URL_DYNAMODB}. */
    public URI endpoint() {
        return endpoint;
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("DynamoDB Local does not stop", e);
        }
    }
}
