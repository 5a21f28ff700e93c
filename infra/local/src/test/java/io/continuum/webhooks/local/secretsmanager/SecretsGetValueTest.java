package io.continuum.webhooks.local.secretsmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.secretsmanager.model.InvalidParameterException;
import software.amazon.awssdk.services.secretsmanager.model.InvalidRequestException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

final class SecretsGetValueTest {
    private static final String MISSING = "Secrets Manager can't find the specified secret.";

    private final LocalSecrets secrets = LocalSecrets.inMemory();

    @AfterEach
    void stop() {
        secrets.close();
    }

    @Test
    void the_current_version_is_the_default() {
        secrets.create("a", "v1");
        String second = secrets.put("a", "v2");

        var read = secrets.client().getSecretValue(request -> request.secretId("a"));

        assertThat(read.secretString()).isEqualTo("v2");
        assertThat(read.versionId()).isEqualTo(second);
        assertThat(read.versionStages()).containsExactly("AWSCURRENT");
        assertThat(read.createdDate()).isEqualTo(LocalSecrets.START);
        assertThat(read.name()).isEqualTo("a");
    }

    @Test
    void a_secret_is_found_by_its_whole_arn_and_by_its_arn_without_the_suffix() {
        String arn = secrets.client()
                .createSecret(request -> request.name("team/a").secretString("v1"))
                .arn();

        assertThat(secrets.text(arn)).isEqualTo("v1");
        assertThat(secrets.text(arn.substring(0, arn.length() - 7))).isEqualTo("v1");
    }

    @Test
    void a_partial_arn_finds_a_name_that_looks_like_one_with_a_suffix() {
        String arn = secrets.client()
                .createSecret(request -> request.name("db-secret").secretString("v1"))
                .arn();

        assertThat(secrets.text(arn.substring(0, arn.length() - 7))).isEqualTo("v1");
    }

    @Test
    void an_arn_with_another_suffix_region_or_account_finds_nothing() {
        String arn = secrets.client()
                .createSecret(request -> request.name("a").secretString("v1"))
                .arn();

        assertMissing(arn.substring(0, arn.length() - 6) + "------");
        assertMissing(arn.replace("eu-central-1", "eu-west-1"));
        assertMissing(arn.replace("000000000000", "111111111111"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"unknown", "not a name", "arn:aws:secretsmanager:eu-central-1:000000000000:secret:"})
    void an_unknown_secret_is_not_found(String id) {
        assertMissing(id);
    }

    @Test
    void a_version_is_found_by_id_by_label_and_by_both() {
        String first = secrets.create("a", "v1");
        secrets.put("a", "v2");

        assertThat(secrets.client()
                        .getSecretValue(request -> request.secretId("a").versionId(first))
                        .secretString())
                .isEqualTo("v1");
        assertThat(secrets.client()
                        .getSecretValue(request -> request.secretId("a").versionStage("AWSPREVIOUS"))
                        .secretString())
                .isEqualTo("v1");
        assertThat(secrets.client()
                        .getSecretValue(request ->
                                request.secretId("a").versionId(first).versionStage("AWSPREVIOUS"))
                        .secretString())
                .isEqualTo("v1");
    }

    @Test
    void an_id_and_a_label_of_different_versions_are_refused() {
        String first = secrets.create("a", "v1");
        secrets.put("a", "v2");

        assertThatThrownBy(() -> secrets.client()
                        .getSecretValue(request ->
                                request.secretId("a").versionId(first).versionStage("AWSCURRENT")))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("VersionStage that is not associated");
    }

    @Test
    void an_unknown_label_or_version_is_not_found() {
        secrets.create("a", "v1");
        String unknown = UUID.randomUUID().toString();

        assertThatThrownBy(() -> secrets.client()
                        .getSecretValue(request -> request.secretId("a").versionStage("AWSPENDING")))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("staging label: AWSPENDING");
        assertThatThrownBy(() -> secrets.client()
                        .getSecretValue(request -> request.secretId("a").versionId(unknown)))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("VersionId: " + unknown);
    }

    @Test
    void a_version_without_labels_can_still_be_read_by_its_id() {
        String first = secrets.create("a", "v1");
        secrets.put("a", "v2");
        secrets.put("a", "v3");

        var read =
                secrets.client().getSecretValue(request -> request.secretId("a").versionId(first));

        assertThat(read.secretString()).isEqualTo("v1");
        assertThat(read.hasVersionStages()).isFalse();
    }

    @Test
    void a_secret_scheduled_for_deletion_cannot_be_read() {
        secrets.create("a", "v1");
        secrets.client().deleteSecret(request -> request.secretId("a"));

        assertThatThrownBy(() -> secrets.text("a"))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("marked for deletion");
    }

    @Test
    void a_version_id_of_another_length_is_refused() {
        secrets.create("a", "v1");

        assertThatThrownBy(() -> secrets.client()
                        .getSecretValue(request -> request.secretId("a").versionId("short")))
                .isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void a_missing_secret_id_is_refused() {
        assertThatThrownBy(() -> secrets.client().getSecretValue(request -> {}))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("SecretId");
    }

    @Test
    void reading_notes_the_day_and_is_no_change() {
        secrets.create("a", "v1");
        secrets.advance(Duration.ofDays(1));

        secrets.text("a");

        var described = secrets.client().describeSecret(request -> request.secretId("a"));
        assertThat(described.lastAccessedDate()).isEqualTo(Instant.parse("2026-11-24T00:00:00Z"));
        assertThat(described.lastChangedDate()).isEqualTo(LocalSecrets.START);
    }

    private void assertMissing(String id) {
        assertThatThrownBy(() -> secrets.text(id))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining(MISSING);
    }
}
