package io.continuum.webhooks.local.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/** One of the receivers of {@code examples/} in its own process. */
final class ExampleReceiver implements AutoCloseable {
    private static final Path EXAMPLES =
            Path.of("..", "..", "examples").toAbsolutePath().normalize();

    private final Process process;
    private final Path log;
    private final int port;

    private ExampleReceiver(Process process, Path log, int port) {
        this.process = process;
        this.log = log;
        this.port = port;
    }

    /** The receivers, each with what its language needs to run it. */
    enum Language {
        EXPRESS,
        FASTAPI,
        GO,
        JAVA;

        /** Makes ready what the receiver needs, once; skips the test where the machine has not the language. */
        Path prepared() throws IOException {
            Path folder = Path.of("target", "examples", name()).toAbsolutePath();
            Files.createDirectories(folder);
            switch (this) {
                case EXPRESS -> {
                    Tools.need("node");
                    Tools.need("npm");
                    copy(folder, "package.json", "verify_webhook.js", "express_receiver.js");
                    if (!Files.exists(folder.resolve("node_modules"))) {
                        Tools.run(folder, "npm", "install", "--no-audit", "--no-fund", "--no-package-lock");
                    }
                }
                case FASTAPI -> {
                    Tools.need("python3");
                    copy(folder, "requirements.txt", "verify_webhook.py", "fastapi_receiver.py");
                    if (!Files.exists(folder.resolve("venv/bin/uvicorn"))) {
                        Tools.run(folder, "python3", "-m", "venv", "venv");
                        Tools.run(folder, "venv/bin/pip", "install", "--quiet", "-r", "requirements.txt");
                    }
                }
                case GO -> {
                    Tools.need("go");
                    copy(folder, "go.mod", "verify_webhook.go");
                    Tools.run(folder, "go", "vet", "./...");
                    Tools.run(folder, "go", "build", "-o", "receiver", "verify_webhook.go");
                }
                case JAVA -> copy(folder, "JavaReceiver.java");
            }
            return folder;
        }

        private String[] command(int port) {
            return switch (this) {
                case EXPRESS -> new String[] {"node", "express_receiver.js"};
                case FASTAPI ->
                    new String[] {"venv/bin/uvicorn", "fastapi_receiver:app", "--port", Integer.toString(port)};
                case GO -> new String[] {"./receiver"};
                case JAVA ->
                    new String[] {
                        ProcessHandle.current().info().command().orElseThrow(), "-cp", clientJar(), "JavaReceiver.java"
                    };
            };
        }

        private static void copy(Path folder, String... files) throws IOException {
            for (String file : files) {
                Files.writeString(folder.resolve(file), Files.readString(EXAMPLES.resolve(file)));
            }
        }

        /** Where the verification library's classes are: a jar, or a folder of classes. */
        private static String clientJar() {
            return Path.of(Objects.requireNonNull(
                                    io.continuum.webhooks.client.verify.WebhookVerifier.class.getProtectionDomain())
                            .getCodeSource()
                            .getLocation()
                            .getPath())
                    .toString();
        }
    }

    /** Starts a receiver that knows these secrets, and waits until it answers. */
    static ExampleReceiver start(Language language, String... secrets) throws IOException {
        Path folder = language.prepared();
        Path log = Files.createTempFile("receiver", ".log");
        int port = freePort();
        Map<String, String> env = Map.of(
                "WEBHOOK_SECRET", String.join(",", secrets),
                "PORT", Integer.toString(port),
                "PYTHONUNBUFFERED", "1");
        Process process = Tools.start(folder, log, env, language.command(port));
        ExampleReceiver receiver = new ExampleReceiver(process, log, port);
        Await.until("the receiver answers", () -> receiver.answers() ? "" : null);
        return receiver;
    }

    String url() {
        return "http://127.0.0.1:" + port + "/webhooks";
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

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        Files.delete(log);
    }
}
