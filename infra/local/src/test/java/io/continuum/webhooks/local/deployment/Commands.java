package io.continuum.webhooks.local.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Runs programs to their end, with a small environment: no credentials, proxies or profiles of whoever runs the test. */
final class Commands {
    private static final long MOST_MINUTES = 10;

    /** What programs need of the machine to run at all, and package managers to reach their registries. */
    private static final List<String> KEPT = List.of(
            "PATH",
            "HOME",
            "JAVA_HOME",
            "LANG",
            "TMPDIR",
            "PIP_INDEX_URL",
            "PIP_CONFIG_FILE",
            "PIP_CERT",
            "SSL_CERT_FILE",
            "npm_config_registry",
            "NPM_CONFIG_REGISTRY",
            "NPM_CONFIG_USERCONFIG",
            "NODE_EXTRA_CA_CERTS",
            "https_proxy",
            "HTTPS_PROXY",
            "http_proxy",
            "HTTP_PROXY",
            "MAVEN_OPTS",
            "MAVEN_ARGS");

    private Commands() {}

    /** How a program ended. */
    record Ended(int code, String output, Duration took) {
        /** Fails unless it ended well. */
        Ended wellDone() {
            if (code != 0) {
                throw new AssertionError("ended with " + code + ":\n" + output);
            }
            return this;
        }
    }

    static Map<String, String> environment(Map<String, String> more) {
        Map<String, String> all = new TreeMap<>();
        KEPT.forEach(name -> {
            String value = System.getenv(name);
            if (value != null) {
                all.put(name, value);
            }
        });
        all.put("no_proxy", "127.0.0.1,localhost");
        all.put("NO_PROXY", "127.0.0.1,localhost");
        all.putAll(more);
        return all;
    }

    /** Runs a program; what it prints to both streams is its output. */
    static Ended run(Path folder, Map<String, String> more, List<String> command) {
        try {
            long start = System.nanoTime();
            Path out = Files.createTempFile("command", ".log");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(out.toFile());
            builder.environment().clear();
            builder.environment().putAll(environment(more));
            Process process = builder.start();
            if (!process.waitFor(MOST_MINUTES, TimeUnit.MINUTES)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new AssertionError("not done in %d minutes: %s%n%s"
                        .formatted(MOST_MINUTES, String.join(" ", command), Files.readString(out)));
            }
            Ended ended =
                    new Ended(process.exitValue(), Files.readString(out), Duration.ofNanos(System.nanoTime() - start));
            Files.delete(out);
            return ended;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
