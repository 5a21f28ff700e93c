package io.continuum.webhooks.lambda.http;

import io.continuum.webhooks.core.egress.EgressLimits;
import io.continuum.webhooks.core.egress.Header;
import io.continuum.webhooks.core.egress.HttpPost;
import io.continuum.webhooks.core.egress.SendResult;
import io.continuum.webhooks.core.egress.UrlPolicy;
import io.continuum.webhooks.core.egress.UrlVerdict;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A receiver in this process, for one request: sending to it loads everything that a delivery needs, and nobody else
 * hears of it. Neither socket nor sender outlives the request.
 */
public final class OwnSocket {
    private static final String ADDRESS = "127.0.0.1";
    private static final byte[] NO_CONTENT =
            "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private OwnSocket() {}

    /**
     * Sends one request to this process and returns what came of it.
     *
     * @throws UncheckedIOException if no socket can be opened
     */
    public static SendResult post(List<Header> headers, byte[] body) {
        // These rules see no URL but the one made here.
        UrlPolicy own = new UrlPolicy(true);
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.ofLiteral(ADDRESS));
                GuardedHttpSender sender = GuardedHttpSender.ofSystem(own, SenderLimits.forConnections(1))) {
            Thread.ofVirtual().start(() -> answer(server, body.length));
            String url = "http://" + ADDRESS + ":" + server.getLocalPort() + "/";
            return switch (own.parse(url)) {
                case UrlVerdict.Accepted(var target) ->
                    sender.send(new HttpPost(target, headers, body, EgressLimits.SHORTEST_TIMEOUT));
                case UrlVerdict.Refused refused -> throw new IllegalStateException("refused: " + refused);
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void answer(ServerSocket server, int bodyBytes) {
        try (Socket socket = server.accept()) {
            readHead(socket.getInputStream());
            socket.getInputStream().readNBytes(bodyBytes);
            socket.getOutputStream().write(NO_CONTENT);
        } catch (IOException _) {
            // The sender is told of it by its own end of the connection.
        }
    }

    /** Reads to the empty line. */
    private static void readHead(InputStream in) throws IOException {
        int newlines = 0;
        for (int next = in.read(); next >= 0 && newlines < 2; ) {
            newlines = next == '\n' ? newlines + 1 : next == '\r' ? newlines : 0;
            next = newlines < 2 ? in.read() : next;
        }
    }
}
