package io.continuum.webhooks.local.endtoend;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The receivers of {@code examples/}, each with what its language needs to run it. */
enum ExampleLanguage {
    EXPRESS("node", "held_receiver.js", "package.json", "verify_webhook.js", "express_receiver.js"),
    FASTAPI("python3", "held_receiver.py", "requirements.txt", "verify_webhook.py", "fastapi_receiver.py"),
    GO("go", "held_test.go", "go.mod", "verify_webhook.go"),
    JAVA("java", "HeldReceiver.java", "JavaReceiver.java");

    private static final Path EXAMPLES =
            Path.of("..", "..", "examples").toAbsolutePath().normalize();

    private final String program;
    private final String held;
    /** Names with a space between them: an enum holds nothing that could change. */
    private final String files;

    ExampleLanguage(String program, String held, String... files) {
        this.program = program;
        this.held = held;
        this.files = String.join(" ", files);
    }

    /** Returns its name as a part of an event's name. */
    String inEvents() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Makes ready what the receiver needs, once; skips the test where the machine has not the language. */
    Path prepared() throws IOException {
        Path folder = copied("held", held);
        install(folder);
        return folder;
    }

    /** Copies the example and one of the tests' own files, {@code /<resources>/<file>}, to a folder and returns it. */
    Path copied(String resources, String file) throws IOException {
        Tools.need(program);
        Path folder = Path.of("target", "examples", resources, name()).toAbsolutePath();
        Files.createDirectories(folder);
        for (String one : files.split(" ", -1)) {
            Files.writeString(folder.resolve(one), Files.readString(EXAMPLES.resolve(one)));
        }
        try (InputStream in = ExampleLanguage.class.getResourceAsStream("/" + resources + "/" + file)) {
            Files.write(folder.resolve(file), Objects.requireNonNull(in, file).readAllBytes());
        }
        return folder;
    }

    private void install(Path folder) throws IOException {
        switch (this) {
            case EXPRESS -> {
                Tools.need("npm");
                if (!Files.exists(folder.resolve("node_modules"))) {
                    Tools.run(folder, "npm", "install", "--no-audit", "--no-fund", "--no-package-lock");
                }
            }
            case FASTAPI -> {
                Path installed = folder.resolve("venv/requirements.txt");
                Path wanted = folder.resolve("requirements.txt");
                if (!Files.exists(installed) || Files.mismatch(installed, wanted) >= 0) {
                    Tools.run(folder, "python3", "-m", "venv", "venv");
                    Tools.run(folder, "venv/bin/pip", "install", "--quiet", "-r", "requirements.txt");
                    Files.writeString(installed, Files.readString(wanted));
                }
            }
            case GO -> {
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

    /** Returns the test resource {@code /<what>/…} that checks this of the example. */
    String check(String what) {
        return switch (this) {
            case EXPRESS -> "check_" + what + ".js";
            case FASTAPI -> "check_" + what + ".py";
            case GO -> what + "_test.go";
            case JAVA -> "Check" + what.substring(0, 1).toUpperCase(Locale.ROOT) + what.substring(1) + ".java";
        };
    }

    /** Returns what runs that file; it fails if something is amiss. */
    String[] checkCommand(String what) {
        return switch (this) {
            case EXPRESS, FASTAPI -> new String[] {program, check(what)};
            case GO -> new String[] {program, "test", "-v", "-count=1", "."};
            case JAVA -> java(check(what));
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
