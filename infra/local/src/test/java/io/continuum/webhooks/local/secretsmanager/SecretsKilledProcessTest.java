package io.continuum.webhooks.local.secretsmanager;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.local.secretsmanager.storage.FolderStorage;
import java.io.BufferedReader;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.exception.SdkException;

/** A server of its own process, killed (SIGKILL) while it writes. */
final class SecretsKilledProcessTest {
    private static final int WRITERS = 4;
    private static final int BEFORE_THE_KILL = 40;

    @TempDir
    private Path parent;

    /** Serves the folder until killed; the first line of output is the endpoint. */
    static final class Server {
        private Server() {}

        @SuppressWarnings("SystemOut")
        public static void main(String[] arguments) {
            var server = SecretsManagerServer.start(0, FolderStorage.open(Path.of(arguments[0])));
            System.out.println(server.endpoint());
        }
    }

    @Test
    void every_acknowledged_change_survives() throws Exception {
        var folder = parent.resolve("secrets");
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-classpath",
                        System.getProperty("java.class.path"),
                        Server.class.getName(),
                        folder.toString())
                .redirectError(Redirect.DISCARD)
                .start();
        List<String> acknowledged;
        try (BufferedReader output = process.inputReader()) {
            acknowledged = writeUntilKilled(URI.create(output.readLine()), process);
        } finally {
            process.destroyForcibly().waitFor();
        }

        try (var secrets = LocalSecrets.in(folder)) {
            assertThat(acknowledged)
                    .hasSizeGreaterThanOrEqualTo(BEFORE_THE_KILL)
                    .allSatisfy(name -> {
                        assertThat(secrets.text(name)).isEqualTo("second of " + name);
                    });
        }
    }

    /** Creates and changes secrets from several threads, and kills the process while they do. */
    private static List<String> writeUntilKilled(URI endpoint, Process process) throws Exception {
        var enough = new CountDownLatch(BEFORE_THE_KILL);
        try (var client = LocalSecrets.client(endpoint);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var writers = IntStream.range(0, WRITERS)
                    .mapToObj(writer -> threads.submit((Callable<List<String>>) () -> {
                        var names = new ArrayList<String>();
                        for (int index = 0; process.isAlive(); index++) {
                            String name = "writer" + writer + "/" + index;
                            try {
                                client.createSecret(
                                        request -> request.name(name).secretString("first"));
                                client.putSecretValue(
                                        request -> request.secretId(name).secretString("second of " + name));
                            } catch (SdkException killed) {
                                break;
                            }
                            names.add(name);
                            enough.countDown();
                        }
                        return names;
                    }))
                    .toList();
            enough.await();
            process.destroyForcibly();
            var acknowledged = new ArrayList<String>();
            for (var writer : writers) {
                acknowledged.addAll(writer.get());
            }
            return acknowledged;
        }
    }
}
