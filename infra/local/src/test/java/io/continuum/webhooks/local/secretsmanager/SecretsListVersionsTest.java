package io.continuum.webhooks.local.secretsmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.secretsmanager.model.InvalidNextTokenException;
import software.amazon.awssdk.services.secretsmanager.model.InvalidParameterException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.secretsmanager.model.SecretVersionsListEntry;

final class SecretsListVersionsTest {
    private final LocalSecrets secrets = LocalSecrets.inMemory();

    @AfterEach
    void stop() {
        secrets.close();
    }

    @Test
    void versions_with_labels_are_listed_oldest_first() {
        secrets.create("a", "v1");
        String second = secrets.put("a", "v2");
        String third = secrets.put("a", "v3");

        var versions = secrets.client().listSecretVersionIds(request -> request.secretId("a"));

        assertThat(versions.name()).isEqualTo("a");
        assertThat(versions.versions())
                .extracting(SecretVersionsListEntry::versionId)
                .containsExactly(second, third);
        assertThat(versions.versions().getLast().versionStages()).containsExactly("AWSCURRENT");
        assertThat(versions.versions().getLast().createdDate()).isEqualTo(LocalSecrets.START);
    }

    @Test
    void deprecated_versions_are_listed_on_demand() {
        String first = secrets.create("a", "v1");
        secrets.put("a", "v2");
        secrets.put("a", "v3");

        var versions = secrets.client()
                .listSecretVersionIds(request -> request.secretId("a").includeDeprecated(true))
                .versions();

        assertThat(versions).hasSize(3);
        assertThat(versions.getFirst().versionId()).isEqualTo(first);
        assertThat(versions.getFirst().hasVersionStages()).isFalse();
    }

    @Test
    void a_version_that_was_read_says_on_which_day() {
        secrets.create("a", "v1");
        secrets.put("a", "v2");
        secrets.text("a");

        var versions = secrets.client()
                .listSecretVersionIds(request -> request.secretId("a"))
                .versions();

        assertThat(versions.getFirst().lastAccessedDate()).isNull();
        assertThat(versions.getLast().lastAccessedDate()).isEqualTo(Instant.parse("2026-11-23T00:00:00Z"));
    }

    @Test
    void pages_follow_each_other() {
        secrets.create("a", "v1");
        for (int version = 2; version <= 5; version++) {
            secrets.put("a", "v" + version, "label" + version);
        }

        var paged =
                secrets
                        .client()
                        .listSecretVersionIdsPaginator(
                                request -> request.secretId("a").maxResults(2))
                        .stream()
                        .flatMap(page -> page.versions().stream())
                        .toList();

        assertThat(paged)
                .hasSize(5)
                .isEqualTo(secrets.client()
                        .listSecretVersionIds(request -> request.secretId("a"))
                        .versions());
    }

    @Test
    void a_token_of_another_secret_is_refused() {
        for (String name : List.of("a", "b")) {
            secrets.create(name, "v1");
            secrets.put(name, "v2");
        }
        String token = secrets.client()
                .listSecretVersionIds(request -> request.secretId("a").maxResults(1))
                .nextToken();

        assertThatThrownBy(() -> secrets.client()
                        .listSecretVersionIds(request -> request.secretId("b").nextToken(token)))
                .isInstanceOf(InvalidNextTokenException.class);
    }

    @Test
    void a_page_has_at_most_100_results() {
        secrets.create("a", "v1");

        assertThatThrownBy(() -> secrets.client()
                        .listSecretVersionIds(request -> request.secretId("a").maxResults(101)))
                .isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void an_unknown_secret_is_not_found() {
        assertThatThrownBy(() -> secrets.client().listSecretVersionIds(request -> request.secretId("a")))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void versions_younger_than_24_hours_are_kept_whatever_their_number() {
        putVersions(120);

        assertThat(countAll()).isEqualTo(120);
    }

    @Test
    void older_versions_without_labels_are_removed_above_100() {
        String first = secrets.create("a", "first");
        secrets.client()
                .updateSecretVersionStage(
                        request -> request.secretId("a").versionStage("keep").moveToVersionId(first));
        for (int version = 1; version < 120; version++) {
            secrets.put("a", "v" + version);
        }
        secrets.advance(Duration.ofHours(24));

        secrets.put("a", "last");

        assertThat(countAll()).isEqualTo(100);
        assertThat(secrets.client()
                        .getSecretValue(request -> request.secretId("a").versionStage("keep"))
                        .secretString())
                .isEqualTo("first");
    }

    private void putVersions(int count) {
        secrets.create("a", "v1");
        for (int version = 2; version <= count; version++) {
            secrets.put("a", "v" + version);
        }
    }

    private long countAll() {
        return secrets
                .client()
                .listSecretVersionIdsPaginator(
                        request -> request.secretId("a").includeDeprecated(true).maxResults(50))
                .stream()
                .mapToLong(page -> page.versions().size())
                .sum();
    }
}
