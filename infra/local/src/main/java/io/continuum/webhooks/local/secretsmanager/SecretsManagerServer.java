package io.continuum.webhooks.local.secretsmanager;

import com.sun.net.httpserver.HttpServer;
import io.continuum.webhooks.local.secretsmanager.engine.SecretStore;
import io.continuum.webhooks.local.secretsmanager.engine.Storage;
import io.continuum.webhooks.local.secretsmanager.protocol.JsonEndpoint;
import io.continuum.webhooks.local.secretsmanager.storage.MemoryStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;

/**
 * An AWS Secrets Manager on 127.0.0.1, for the SDK's {@code AWS_ENDPOINT_URL_SECRETS_MANAGER}. Serves each request on a
 * virtual thread. Signatures are not checked.
 */
public final class SecretsManagerServer implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";

    /** Connections that wait to be accepted; the JDK's default of 50 refuses some of a hundred at once. */
    private static final int BACKLOG = 1024;

    private final HttpServer http;
    private final ExecutorService threads;
    private final Storage storage;

    private SecretsManagerServer(HttpServer http, ExecutorService threads, Storage storage) {
        this.http = http;
        this.threads = threads;
        this.storage = storage;
    }

    /**
     * How to run a server.
     *
     * @param port the port on 127.0.0.1, 0 for any that is free
     * @param storage where secrets are kept; the server closes it
     * @param region the region in the secrets' ARNs; requests of any region are served
     * @param clock the only clock that the server reads
     * @param random makes the ARNs' last six characters; must be safe for use by many threads
     */
    public record Settings(int port, Storage storage, String region, InstantSource clock, RandomGenerator random) {
        /** The region of {@link #of}. */
        public static final String DEFAULT_REGION = "us-east-1";

        /** Returns settings with the system's clock, a secure random and the region us-east-1. */
        public static Settings of(int port, Storage storage) {
            return new Settings(port, storage, DEFAULT_REGION, InstantSource.system(), new SecureRandom());
        }

        /** Returns the same settings for another region. */
        public Settings withRegion(String other) {
            return new Settings(port, storage, other, clock, random);
        }

        /** Returns the same settings with another clock. */
        public Settings withClock(InstantSource other) {
            return new Settings(port, storage, region, other, random);
        }
    }

    /**
     * Starts a server that keeps its secrets in memory.
     *
     * @param port the port on 127.0.0.1, 0 for any that is free
     * @throws UncheckedIOException when the port cannot be opened
     */
    public static SecretsManagerServer start(int port) {
        return start(port, new MemoryStorage());
    }

    /**
     * Starts a server with the secrets of a storage.
     *
     * @param port the port on 127.0.0.1, 0 for any that is free
     * @param storage where secrets are kept; closed with the server, and when the start fails
     * @throws UncheckedIOException when the port cannot be opened
     * @throws io.continuum.webhooks.local.secretsmanager.storage.StorageException when what was kept cannot be read
     */
    public static SecretsManagerServer start(int port, Storage storage) {
        return start(Settings.of(port, storage));
    }

    /**
     * Starts a server.
     *
     * @param settings how to run it; their storage is closed with the server, and when the start fails
     * @throws UncheckedIOException when the port cannot be opened
     * @throws io.continuum.webhooks.local.secretsmanager.storage.StorageException when what was kept cannot be read
     */
    public static SecretsManagerServer start(Settings settings) {
        try {
            var store = new SecretStore(settings.storage(), settings.region(), settings.clock(), settings.random());
            return serve(store, settings);
        } catch (RuntimeException failure) {
            settings.storage().close();
            throw failure;
        }
    }

    /** Returns where the server answers, such as {@code http://127.0.0.1:40123}. */
    public URI endpoint() {
        return URI.create("http://" + LOOPBACK + ":" + http.getAddress().getPort());
    }

    /** Stops at once: a request that has not been answered may or may not have taken effect. Can be called twice. */
    @Override
    public void close() {
        http.stop(0);
        threads.close();
        storage.close();
    }

    private static SecretsManagerServer serve(SecretStore store, Settings settings) {
        var threads = Executors.newVirtualThreadPerTaskExecutor();
        var http = bind(settings.port());
        http.setExecutor(threads);
        http.createContext("/", new JsonEndpoint(store));
        http.start();
        return new SecretsManagerServer(http, threads, settings.storage());
    }

    private static HttpServer bind(int port) {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral(LOOPBACK), port), BACKLOG);
        } catch (IOException failure) {
            throw new UncheckedIOException(
                    "Cannot open port " + port + " on " + LOOPBACK + " for Secrets Manager.", failure);
        }
    }
}
