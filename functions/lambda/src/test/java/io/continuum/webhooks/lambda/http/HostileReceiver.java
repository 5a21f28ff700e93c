package io.continuum.webhooks.lambda.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** A server on a raw loopback socket that behaves, in each connection, as a test says; it keeps count. */
final class HostileReceiver implements Closeable {
    private final ServerSocket server;
    private final @Nullable SSLContext tls;
    private final Behaviour behaviour;
    private final AtomicInteger connections = new AtomicInteger();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Set<Integer> probes = ConcurrentHashMap.newKeySet();
    private final LinkedBlockingQueue<Integer> probed = new LinkedBlockingQueue<>();
    private final CountDownLatch closing = new CountDownLatch(1);

    /** What it does with a connection; exceptions end the connection and nothing else. */
    @FunctionalInterface
    interface Behaviour {
        void play(Visit visit) throws IOException;
    }

    /** A request as it came: head with its line ends, body as ISO 8859-1. */
    record Request(String head, String body) {
        Optional<String> header(String name) {
            return head.lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst();
        }

        String line() {
            return head.lines().findFirst().orElse("");
        }
    }

    private HostileReceiver(@Nullable SSLContext tls, Behaviour behaviour) throws IOException {
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.tls = tls;
        this.behaviour = behaviour;
        thread(this::accept);
    }

    /** Not virtual: a receiver that writes without end must not take the carriers of the sender's threads. */
    private static void thread(Runnable work) {
        Thread.ofPlatform().daemon().name("hostile-receiver").start(work);
    }

    static HostileReceiver plain(Behaviour behaviour) throws IOException {
        return new HostileReceiver(null, behaviour);
    }

    static HostileReceiver tls(SSLContext context, Behaviour behaviour) throws IOException {
        return new HostileReceiver(context, behaviour);
    }

    /** Reads each request and answers it with the same bytes, connection kept open. */
    static Behaviour answering(String answer) {
        return visit -> {
            while (visit.readRequest().isPresent()) {
                visit.write(answer);
            }
        };
    }

    int port() {
        return server.getLocalPort();
    }

    String url() {
        return tls == null ? "http://127.0.0.1:" + port() + "/hook" : tlsUrl();
    }

    /** Returns a URL of https, whatever this receiver speaks. */
    String tlsUrl() {
        return "https://receiver.test:" + port() + "/hook";
    }

    List<Request> requests() {
        return requests;
    }

    /** Returns how many connections came before this call; waits until those in the backlog are counted. */
    int connections() throws IOException, InterruptedException {
        try (var probe = new Socket()) {
            probe.bind(null);
            probes.add(probe.getLocalPort());
            probe.connect(server.getLocalSocketAddress());
            if (probed.poll(5, SECONDS) == null) {
                throw new AssertionError("the receiver does not accept");
            }
        }
        return connections.get();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var socket = server.accept();
                open.add(socket);
                if (probes.contains(socket.getPort())) {
                    probed.add(socket.getPort());
                } else {
                    int number = connections.incrementAndGet();
                    thread(() -> play(socket, number));
                }
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void play(Socket socket, int number) {
        try (socket) {
            behaviour.play(new Visit(socket, number));
        } catch (IOException | UncheckedIOException e) {
            open.remove(socket); // the sender hung up, which is what most of these tests want
        }
    }

    @Override
    public void close() throws IOException {
        closing.countDown();
        server.close();
        for (var socket : open) {
            socket.close();
        }
    }

    /** One connection, from the receiver's side. */
    final class Visit {
        private final Socket raw;
        private final int number;
        private @Nullable SSLSocket secured;

        Visit(Socket raw, int number) {
            this.raw = raw;
            this.number = number;
        }

        /** Returns which connection this is, from 1. */
        int number() {
            return number;
        }

        /** Returns the socket to talk over, after the TLS handshake if there is one. */
        Socket socket() throws IOException {
            return tls == null ? raw : secured(_ -> {});
        }

        /** Returns the TLS socket after a handshake that was set up so; only the first call has one. */
        SSLSocket secured(Consumer<SSLSocket> setUp) throws IOException {
            var socket = secured;
            if (socket == null) {
                var context = Objects.requireNonNull(tls, "this receiver speaks no TLS");
                socket = (SSLSocket) context.getSocketFactory().createSocket(raw, null, raw.getPort(), true);
                socket.setUseClientMode(false);
                setUp.accept(socket);
                socket.startHandshake();
                secured = socket;
            }
            return socket;
        }

        /** Reads a request by its Content-Length; empty where the sender hung up instead. */
        Optional<Request> readRequest() throws IOException {
            var in = socket().getInputStream();
            var head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int next = in.read();
                if (next < 0) {
                    return Optional.empty();
                }
                head.append((char) next);
            }
            var headOnly = new Request(head.toString(), "");
            int length =
                    headOnly.header("Content-Length").map(Integer::parseInt).orElse(0);
            var request = new Request(head.toString(), new String(in.readNBytes(length), ISO_8859_1));
            requests.add(request);
            return Optional.of(request);
        }

        /** Reads what there is, at least a byte, without TLS; nothing where the sender hung up. */
        byte[] readSome() throws IOException {
            byte[] buffer = new byte[16 * 1_024];
            return Arrays.copyOf(buffer, Math.max(0, raw.getInputStream().read(buffer)));
        }

        void write(String text) throws IOException {
            write(text.getBytes(ISO_8859_1));
        }

        void write(byte[] bytes) throws IOException {
            socket().getOutputStream().write(bytes);
            socket().getOutputStream().flush();
        }

        /** Writes the same again and again until the sender hangs up. */
        void flood(String text) throws IOException {
            byte[] bytes = text.getBytes(ISO_8859_1);
            while (true) {
                write(bytes);
            }
        }

        /** Writes a byte every 20 ms until the sender hangs up. */
        void drip(String text) throws IOException {
            for (int i = 0; ; i++) {
                write(text.substring(i % text.length(), i % text.length() + 1));
                pause(Duration.ofMillis(20));
            }
        }

        /** Waits; gives up when the test ends. */
        void pause(Duration time) throws IOException {
            try {
                if (closing.await(time.toMillis(), MILLISECONDS)) {
                    throw new IOException("the test is over");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw (IOException) new InterruptedIOException().initCause(e);
            }
        }

        /** Does nothing until the test ends. */
        void hang() throws IOException {
            pause(Duration.ofSeconds(30));
        }

        /** Ends the stream with a FIN but, over TLS, without close_notify. */
        void endWithoutGoodbye() throws IOException {
            raw.shutdownOutput();
            hang();
        }

        /** Closes with a RST and not with a FIN. */
        void reset() throws IOException {
            raw.setSoLinger(true, 0);
            raw.close();
        }
    }
}
