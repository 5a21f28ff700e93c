package io.continuum.webhooks.local.secretsmanager;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.secretsmanager.model.ResourceExistsException;
import software.amazon.awssdk.services.secretsmanager.model.SecretVersionsListEntry;

final class SecretsConcurrencyTest {
    private static final int THREADS = 100;

    @TempDir
    private Path parent;

    private LocalSecrets secrets;

    @BeforeEach
    void start() {
        secrets = LocalSecrets.in(parent.resolve("secrets"));
    }

    @AfterEach
    void stop() {
        secrets.close();
    }

    @Test
    void one_of_100_creates_of_a_name_wins() throws Exception {
        var results = atOnce(index -> secrets.create("a", "v" + index));

        assertThat(results)
                .filteredOn(result -> result.state() == Future.State.SUCCESS)
                .hasSize(1);
        assertThat(results)
                .filteredOn(result -> result.state() == Future.State.FAILED)
                .hasSize(THREADS - 1)
                .allSatisfy(result -> assertThat(result.exceptionNow()).isInstanceOf(ResourceExistsException.class));
    }

    @Test
    void creates_of_different_names_all_succeed() throws Exception {
        results(atOnce(index -> secrets.create("secret" + index, "v" + index)));

        assertThat(secrets.text("secret42")).isEqualTo("v42");
        assertThat(secrets.client().listSecrets().secretList()).hasSize(THREADS);
    }

    @Test
    void no_put_is_lost_and_one_version_is_current() throws Exception {
        secrets.create("a", "first");

        var versions = results(atOnce(index -> secrets.put("a", "v" + index)));

        var listed = secrets
                .client()
                .listSecretVersionIdsPaginator(request -> request.secretId("a").includeDeprecated(true))
                .stream()
                .flatMap(page -> page.versions().stream())
                .toList();
        assertThat(listed).extracting(SecretVersionsListEntry::versionId).containsAll(versions);
        assertThat(listed)
                .filteredOn(version -> version.versionStages().contains("AWSCURRENT"))
                .hasSize(1);
    }

    @Test
    void the_same_put_at_the_same_time_makes_one_version() throws Exception {
        secrets.create("a", "first");
        String token = "token-of-at-least-32-characters-1";

        results(atOnce(index -> secrets.client()
                .putSecretValue(
                        request -> request.secretId("a").secretString("v2").clientRequestToken(token))
                .versionId()));

        assertThat(secrets.client()
                        .listSecretVersionIds(request -> request.secretId("a").includeDeprecated(true))
                        .versions())
                .hasSize(2);
    }

    private interface Numbered {
        String call(int index);
    }

    private static List<Future<String>> atOnce(Numbered action) throws InterruptedException {
        var calls = IntStream.range(0, THREADS)
                .mapToObj(index -> (Callable<String>) () -> action.call(index))
                .toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads.invokeAll(calls);
        }
    }

    private static List<String> results(List<Future<String>> futures) throws InterruptedException, ExecutionException {
        for (var future : futures) {
            future.get();
        }
        return futures.stream().map(Future::resultNow).toList();
    }
}
