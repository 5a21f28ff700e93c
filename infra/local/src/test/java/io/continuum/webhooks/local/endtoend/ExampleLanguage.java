package io.continuum.webhooks.local.endtoend;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The receivers of {@code examples/}, each with what its language needs to run it. */
enum ExampleLanguage {
    EXPRESS("held_receiver.js", "package.json", "verify_webhook.js", "express_receiver.js"),
    FASTAPI("held_receiver.py", "requirements.txt", "verify_webhook.py", "fastapi_receiver.py"),
    GO("held_test.go", "go.mod", "verify_webhook.go"),
    JAVA("HeldReceiver.java", "JavaReceiver.java");

    private static final Path EXAMPLES =
            Path.of("..", "..", "examples").toAbsolutePath().normalize();

    private final String held;
    private final List<String> files;

    ExampleLanguage(String held, String... files) {
        this.held = held;
        this.files = List.of(files);
    }

    /** Makes ready what the receiver needs, once; skips the test where the machine has not the language. */
    Path prepared() throws IOException {
        Path folder = Path.of("target", "examples", name()).toAbsolutePath();
        Files.createDirectories(folder);
        for (String file : files) {
            Files.writeString(folder.resolve(file), Files.readString(EXAMPLES.resolve(file)));
        }
        try (InputStream in = ExampleLanguage.class.getResourceAsStream("/held/" + held)) {
            Files.write(folder.resolve(held), Objects.requireNonNull(in, held).readAllBytes());
        }
        install(folder);
        return folder;
    }

    private void install(Path folder) throws IOException {
        switch (this) {
            case EXPRESS -> {
                Tools.need("node");
                Tools.need("npm");
                if (!Files.exists(folder.resolve("node_modules"))) {
                    Tools.run(folder, "npm", "install", "--no-audit", "--no-fund", "--no-package-lock");
                }
            }
            case FASTAPI -> {
                Tools.need("python3");
                Path installed = folder.resolve("venv/requirements.txt");
                Path wanted = folder.resolve("requirements.txt");
                if (!Files.exists(installed) || Files.mismatch(installed, wanted) >= 0) {
                    Tools.run(folder, "python3", "-m", "venv", "venv");
                    Tools.run(folder, "venv/bin/pip", "install", "--quiet", "-r", "requirements.txt");
                    Files.writeString(installed, Files.readString(wanted));
                }
            }
            case GO -> {
                Tools.need("go");
                Tools.run(folder, "go", "vet", "./...");
                Tools.run(folder, "go", "build", "-o", "receiver", "verify_webhook.go");
                Tools.run(folder, "go", "test", "-c", "-o", "held");
            }
            case JAVA -> {}
        }
    }

    /** Returns what starts the receiver in its folder. */
    String[] command(int port) {
        return switch (this) {
            case EXPRESS -> new String[] {"node", "express_receiver.js"};
            case FASTAPI -> uvicorn("fastapi_receiver", port);
            case GO -> new String[] {"./receiver"};
            case JAVA -> java("JavaReceiver.java");
        };
    }

    /** Returns what starts it with a handler that the test ends. */
    String[] heldCommand(int port) {
        return switch (this) {
            case EXPRESS -> new String[] {"node", held};
            case FASTAPI -> uvicorn("held_receiver", port);
            case GO -> new String[] {"./held"};
            case JAVA -> java(held);
        };
    }

    private static String[] uvicorn(String module, int port) {
        return new String[] {"venv/bin/uvicorn", module + ":app", "--port", Integer.toString(port)};
    }

    private static String[] java(String file) {
        return new String[] {ProcessHandle.current().info().command().orElseThrow(), "-cp", libraries(), file};
    }

    /** Where the verification library and Jackson are: jars, or a folder of classes. */
    private static String libraries() {
        return Stream.of(
                        io.continuum.webhooks.client.verify.WebhookVerifier.class,
                        com.fasterxml.jackson.databind.ObjectMapper.class,
                        com.fasterxml.jackson.core.JsonFactory.class,
                        com.fasterxml.jackson.annotation.JsonProperty.class)
                .map(one -> Objects.requireNonNull(one.getProtectionDomain())
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
