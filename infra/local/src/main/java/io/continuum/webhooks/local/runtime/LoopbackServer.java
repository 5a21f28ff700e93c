package io.continuum.webhooks.local.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.impl.bootstrap.HttpServer;
import org.apache.hc.core5.http.impl.bootstrap.ServerBootstrap;
import org.apache.hc.core5.http.io.HttpRequestHandler;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;

/**
 * An HTTP server on 127.0.0.1 whose answers may take as long as they like: the JDK's cuts them off where its limits are set
 * ({@code HttpServerTuning}), and a function that waits for work waits for hours.
 */
final class LoopbackServer implements AutoCloseable {
    private static final String ADDRESS = "127.0.0.1";

    private final HttpServer server;

    private LoopbackServer(HttpServer server) {
        this.server = server;
    }

    /**
     * Starts one.
     *
     * @param port 0 for any that is free
     * @param handler called for every request, on a daemon thread of its connection
     * @throws UncheckedIOException if the port cannot be opened
     */
    static LoopbackServer start(int port, HttpRequestHandler handler) {
        try {
            HttpServer server = ServerBootstrap.bootstrap()
                    .setLocalAddress(InetAddress.ofLiteral(ADDRESS))
                    .setCanonicalHostName(ADDRESS)
                    .setListenerPort(port)
                    .setSocketConfig(SocketConfig.custom()
                            .setSoTimeout(Timeout.DISABLED)
                            .setTcpNoDelay(true)
                            .build())
                    // A connection that breaks off is its peer's end, and seen there.
                    .setExceptionListener(new Silent())
                    .register("*", handler)
                    .create();
            server.start();
            return new LoopbackServer(server);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open port " + port + " of " + ADDRESS, e);
        }
    }

    /** Returns host and port. */
    String authority() {
        return ADDRESS + ":" + server.getLocalPort();
    }

    static void answer(ClassicHttpResponse response, int status, byte[] json) {
        response.setCode(status);
        response.setEntity(new ByteArrayEntity(json, ContentType.APPLICATION_JSON));
    }

    @Override
    public void close() {
        server.close(CloseMode.IMMEDIATE);
    }
}
