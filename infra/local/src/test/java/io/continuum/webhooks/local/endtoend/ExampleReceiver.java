package io.continuum.webhooks.local.endtoend;

import io.continuum.webhooks.local.process.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;

/** One of the receivers of {@code examples/} in its own process. */
final class ExampleReceiver implements AutoCloseable {
    private static final Set<String> REQUEST_OWN = Set.of("host", "content-length", "connection", "accept-encoding");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Process process;
    private final Path log;
    private final int port;

    private ExampleReceiver(Process process, Path log, int port) {
        this.process = process;
        this.log = log;
        this.port = port;
    }

    /** Starts a receiver that knows these secrets or public keys, and waits until it answers. */
    static ExampleReceiver start(ExampleLanguage language, String... keys) throws IOException {
        return start(language, language::command, "", keys);
    }

    /** The same, told that its webhook's format is {@code cloudevents-binary}. */
    static ExampleReceiver binary(ExampleLanguage language, String... keys) throws IOException {
        return start(language, language::command, "cloudevents-binary", keys);
    }

    /** The same with a handler that says {@code handling} and ends only when {@link #end} says so. */
    static ExampleReceiver held(ExampleLanguage language, String... keys) throws IOException {
        return start(language, language::heldCommand, "", keys);
    }

    private static ExampleReceiver start(
            ExampleLanguage language, IntFunction<String[]> command, String format, String... keys) throws IOException {
        Path folder = language.prepared();
        Path log = Files.createTempFile("receiver", ".log");
        int port = FreePort.find();
        Map<String, String> env = Map.of(
                "WEBHOOK_SECRET",
                String.join(",", keys),
                "WEBHOOK_FORMAT",
                format,
                "PORT",
                Integer.toString(port),
                "PYTHONUNBUFFERED",
                "1");
        Process process = Tools.start(folder, log, env, command.apply(port));
        ExampleReceiver receiver = new ExampleReceiver(process, log, port);
        Await.until("the receiver answers", () -> receiver.answers() ? "" : null);
        return receiver;
    }

    String url() {
        return "http://127.0.0.1:" + port + "/webhooks";
    }

    /** Lets the handler of a held receiver end: {@code ok}, or {@code fail} for an exception. */
    void end(String how) throws IOException {
        process.outputWriter().append(how).append('\n').flush();
    }

    /** Sends a delivery that was recorded elsewhere to it, with this body and with some headers of another value. */
    CompletableFuture<HttpResponse<String>> send(Receiver.Request real, byte[] body, Map<String, String> changed) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url()));
        real.headers().forEach((name, value) -> {
            if (!REQUEST_OWN.contains(name)) {
                request.setHeader(name, value);
            }
        });
        changed.forEach(request::setHeader);
        return HTTP.sendAsync(
                request.POST(HttpRequest.BodyPublishers.ofByteArray(body)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** Returns what it printed so far. */
    String printed() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean answers() {
        if (!process.isAlive()) {
            throw new AssertionError("the receiver ended: " + printed());
        }
        try (var socket = new java.net.Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        Files.delete(log);
    }
}
