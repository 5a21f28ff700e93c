package io.continuum.webhooks.local.endtoend;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A receiver on a raw socket that behaves as badly as a test says. */
final class RawReceiver implements Closeable {
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: ([0-9]+)\r\n");

    private final ServerSocket server;
    private final Behaviour behaviour;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closing = new CountDownLatch(1);

    /** What it does with a connection; exceptions end the connection and nothing else. */
    @FunctionalInterface
    interface Behaviour {
        void play(Visit visit) throws IOException, InterruptedException;
    }

    RawReceiver(Behaviour behaviour) {
        this.behaviour = behaviour;
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread(this::accept);
    }

    /** Not virtual: one that writes without end must not take the carriers of the sender's threads. */
    private static void thread(Runnable work) {
        Thread.ofPlatform().daemon().name("raw-receiver").start(work);
    }

    String url(String scheme) {
        return scheme + "://127.0.0.1:" + server.getLocalPort() + "/hook";
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                open.add(socket);
                thread(() -> play(socket));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void play(Socket socket) {
        try (socket) {
            behaviour.play(new Visit(socket));
        } catch (IOException e) {
            open.remove(socket); // the sender hung up, which is what is wanted
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        closing.countDown();
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }

    /** One connection, from the receiver's side. */
    final class Visit {
        private final Socket socket;

        Visit(Socket socket) {
            this.socket = socket;
        }

        /** Reads a request by its Content-Length: closing over what was not read would be a reset. */
        void readRequest() throws IOException {
            InputStream in = socket.getInputStream();
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int next = in.read();
                if (next < 0) {
                    return;
                }
                head.append((char) next);
            }
            Matcher length = LENGTH.matcher(head);
            in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
        }

        /** Reads what there is, at least a byte. */
        void readSome() throws IOException {
            socket.getInputStream().read(new byte[16 * 1_024]);
        }

        void write(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
        }

        /** Writes the same again and again until the sender hangs up. */
        void flood(String text) throws IOException {
            byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
            while (true) {
                socket.getOutputStream().write(bytes);
            }
        }

        /** Writes a character every 20 ms until the sender hangs up. */
        void drip(String text) throws IOException, InterruptedException {
            for (int i = 0; !closing.await(20, TimeUnit.MILLISECONDS); i++) {
                write(text.substring(i % text.length(), i % text.length() + 1));
            }
        }

        /** Does nothing until the test ends. */
        void hang() throws InterruptedException {
            closing.await();
        }

        /** Closes with a RST and not with a FIN. */
        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }
}
