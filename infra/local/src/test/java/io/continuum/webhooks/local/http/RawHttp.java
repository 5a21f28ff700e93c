package io.continuum.webhooks.local.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;

/** Requests that java.net.http refuses to send; each on a connection of its own. */
final class RawHttp {
    private static final int READ_LIMIT_MILLISECONDS = 20_000;

    private RawHttp() {}

    /** Sends lines, joined by CRLF, with an empty line at the end; answers all bytes until the server closes. */
    static String exchange(URI server, String... lines) throws IOException {
        try (var socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(READ_LIMIT_MILLISECONDS);
            socket.getOutputStream().write((String.join("\r\n", lines) + "\r\n\r\n").getBytes(ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }
}
