package io.continuum.webhooks.local.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Stands between a function and a service: counts connections, resets them, refuses them, or lets them hang. */
final class Forward implements AutoCloseable {
    private static final int BACKLOG = 200;
    private static final int BUFFER = 16 * 1024;
    private static final long PAUSE_NANOS = 10_000_000;

    /** Heard twice, so that what is cut in two by a buffer's end is heard whole; longer than any secret. */
    private static final int OVERLAP = 1_024;

    private final URI target;
    private final ServerSocket server;
    private final Consumer<String> heard;
    private final Set<Pair> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();
    private volatile boolean refusing;
    private volatile boolean hanging;

    private Forward(URI target, ServerSocket server, Consumer<String> heard) {
        this.target = target;
        this.server = server;
        this.heard = heard;
    }

    /** One connection from end to end. */
    private record Pair(Socket client, Socket service) {
        void reset() {
            try (client;
                    service) {
                client.setSoLinger(true, 0);
            } catch (IOException _) {
                // It is gone already.
            }
        }
    }

    static Forward to(URI target) {
        return to(target, _ -> {});
    }

    /** As {@link #to(URI)}; {@code heard} gets all that clients send, piece by piece. */
    static Forward to(URI target, Consumer<String> heard) {
        try {
            ServerSocket server = new ServerSocket(0, BACKLOG, InetAddress.ofLiteral("127.0.0.1"));
            Forward forward = new Forward(target, server, heard);
            Thread.ofVirtual().start(forward::accept);
            return forward;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    /** Returns how many connections there have been. */
    int accepted() {
        return accepted.get();
    }

    /** Returns how many connections there are. */
    int open() {
        return open.size();
    }

    /** Resets every connection, as a restore finds them. */
    void cut() {
        List.copyOf(open).forEach(Pair::reset);
    }

    /** From now on new connections are reset at once; those that exist are too. */
    void refuse(boolean on) {
        refusing = on;
        cut();
    }

    /** As long as it is on, nothing gets through, and nobody is told. */
    void hang(boolean on) {
        hanging = on;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                accepted.incrementAndGet();
                Pair pair = new Pair(client, new Socket(target.getHost(), target.getPort()));
                client.setTcpNoDelay(true);
                pair.service.setTcpNoDelay(true);
                if (refusing) {
                    pair.reset();
                    continue;
                }
                open.add(pair);
                Thread.ofVirtual().start(() -> pump(pair, client, pair.service, heard));
                Thread.ofVirtual().start(() -> pump(pair, pair.service, client, _ -> {}));
            } catch (IOException _) {
                // Closed, or the service is: the client sees it.
            }
        }
    }

    private void pump(Pair pair, Socket from, Socket to, Consumer<String> ear) {
        byte[] buffer = new byte[BUFFER];
        String before = "";
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                String now = before + new String(buffer, 0, read, StandardCharsets.ISO_8859_1);
                ear.accept(now);
                before = now.substring(Math.max(0, now.length() - OVERLAP));
                while (hanging) {
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
                out.write(buffer, 0, read);
            }
        } catch (IOException _) {
            // An end is an end.
        } finally {
            open.remove(pair);
            closeBoth(pair);
        }
    }

    private static void closeBoth(Pair pair) {
        for (Socket socket : new ArrayList<>(List.of(pair.client, pair.service))) {
            try {
                socket.close();
            } catch (IOException _) {
                // It is gone already.
            }
        }
    }

    @Override
    public void close() {
        hanging = false;
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
    }
}
