package io.continuum.webhooks.local.deployment;

import io.continuum.webhooks.local.endtoend.Await;
import io.continuum.webhooks.local.process.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** ministack, in its pinned version, in a process of its own on a free port; it keeps everything in memory. */
final class Emulator implements AutoCloseable {
    private static final Path FOLDER = Path.of("../cdk/emulator");
    private static final Path CACHE = Path.of(System.getProperty("user.home"), ".cache", "continuum-webhooks");

    private final Process process;
    private final Path log;
    private final URI address;

    private Emulator(Process process, Path log, URI address) {
        this.process = process;
        this.log = log;
        this.address = address;
    }

    /**
     * Installs the emulator if this version of it is not there yet, and starts it.
     *
     * @param front where invocations of functions go
     */
    static Emulator start(URI front) {
        try {
            Path python = install();
            int port = FreePort.find();
            Path log = Path.of("target", "emulator.log").toAbsolutePath();
            Files.createDirectories(log.resolveSibling("."));
            ProcessBuilder builder = new ProcessBuilder(
                            python.toString(), FOLDER.resolve("start.py").toString())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().clear();
            builder.environment()
                    .putAll(Commands.environment(Map.of(
                            "LAMBDA_FRONT", front.toString(),
                            "BIND_HOST", "127.0.0.1",
                            "MINISTACK_HOST", "127.0.0.1",
                            "GATEWAY_PORT", Integer.toString(port),
                            "IOT_MTLS_ENABLED", "0")));
            Emulator emulator = new Emulator(builder.start(), log, URI.create("http://127.0.0.1:" + port));
            Await.that("the emulator answers; see " + log, emulator::answers);
            return emulator;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the Python that has it: one folder for each list of requirements. */
    private static Path install() throws IOException {
        Path requirements = FOLDER.resolve("requirements.txt");
        Path venv = CACHE.resolve(
                "emulator-" + Integer.toHexString(Files.readString(requirements).hashCode()));
        Path done = venv.resolve("installed");
        if (!Files.exists(done)) {
            Path here = Path.of(".");
            Commands.run(here, Map.of(), List.of("python3", "-m", "venv", "--clear", venv.toString()))
                    .wellDone();
            String pip = venv.resolve("bin/pip").toString();
            List<String> install = List.of(
                    pip,
                    "install",
                    "--quiet",
                    "--disable-pip-version-check",
                    "--only-binary=:all:",
                    "-r",
                    requirements.toString());
            Commands.run(here, Map.of(), install).wellDone();
            Files.writeString(done, "");
        }
        return venv.resolve("bin/python");
    }

    private boolean answers() {
        if (!process.isAlive()) {
            throw new AssertionError("the emulator ended; see " + log);
        }
        return EmulatorApi.of(address).isUp();
    }

    /** Returns what AWS_ENDPOINT_URL says. */
    URI address() {
        return address;
    }

    /** Returns what it printed. */
    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
