package io.continuum.webhooks.local.secretsmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.secretsmanager.model.InvalidParameterException;
import software.amazon.awssdk.services.secretsmanager.model.InvalidRequestException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceExistsException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

final class SecretsUpdateTest {
    private final LocalSecrets secrets = LocalSecrets.inMemory();

    @AfterEach
    void stop() {
        secrets.close();
    }

    @Test
    void a_new_value_becomes_current_and_the_old_one_previous() {
        String first = secrets.create("a", "v1");

        String second = secrets.client()
                .updateSecret(request -> request.secretId("a").secretString("v2"))
                .versionId();

        assertThat(secrets.client()
                        .describeSecret(request -> request.secretId("a"))
                        .versionIdsToStages())
                .isEqualTo(Map.of(first, List.of("AWSPREVIOUS"), second, List.of("AWSCURRENT")));
    }

    @Test
    void a_new_description_and_key_make_no_version() {
        secrets.create("a", "v1");
        secrets.advance(Duration.ofMinutes(1));

        var updated = secrets.client()
                .updateSecret(
                        request -> request.secretId("a").description("new").kmsKeyId("alias/mine"));

        assertThat(updated.versionId()).isNull();
        var described = secrets.client().describeSecret(request -> request.secretId("a"));
        assertThat(described.description()).isEqualTo("new");
        assertThat(described.kmsKeyId()).isEqualTo("alias/mine");
        assertThat(described.versionIdsToStages()).hasSize(1);
        assertThat(described.lastChangedDate()).isEqualTo(secrets.now());
        assertThat(described.createdDate()).isEqualTo(LocalSecrets.START);
    }

    @Test
    void what_is_not_given_stays() {
        secrets.client()
                .createSecret(request ->
                        request.name("a").description("old").secretString("v1").tags(LocalSecrets.tag("k", "v")));

        secrets.client().updateSecret(request -> request.secretId("a").secretString("v2"));

        var described = secrets.client().describeSecret(request -> request.secretId("a"));
        assertThat(described.description()).isEqualTo("old");
        assertThat(described.tags()).hasSize(1);
    }

    @Test
    void the_same_token_and_value_again_changes_nothing() {
        String first = secrets.create("a", "v1");
        secrets.put("a", "v2");

        var again = secrets.client()
                .updateSecret(request -> request.secretId("a")
                        .secretString("v1")
                        .description("ignored too")
                        .clientRequestToken(first));

        assertThat(again.versionId()).isEqualTo(first);
        assertThat(secrets.text("a")).isEqualTo("v2");
        assertThat(secrets.client()
                        .describeSecret(request -> request.secretId("a"))
                        .description())
                .isNull();
    }

    @Test
    void the_same_token_with_another_value_is_refused() {
        String first = secrets.create("a", "v1");

        assertThatThrownBy(() -> secrets.client()
                        .updateSecret(request ->
                                request.secretId("a").secretString("v2").clientRequestToken(first)))
                .isInstanceOf(ResourceExistsException.class);
    }

    @Test
    void text_and_binary_together_are_refused() {
        secrets.create("a", "v1");

        assertThatThrownBy(() -> secrets.client()
                        .updateSecret(request ->
                                request.secretId("a").secretString("v2").secretBinary(SdkBytes.fromUtf8String("v2"))))
                .isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void a_too_long_description_is_refused_and_the_value_stays() {
        secrets.create("a", "v1");

        assertThatThrownBy(() -> secrets.client()
                        .updateSecret(request ->
                                request.secretId("a").secretString("v2").description("d".repeat(2049))))
                .isInstanceOf(InvalidParameterException.class);
        assertThat(secrets.text("a")).isEqualTo("v1");
    }

    @Test
    void an_unknown_secret_is_not_found() {
        assertThatThrownBy(() -> secrets.client()
                        .updateSecret(request -> request.secretId("a").secretString("v1")))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void a_secret_scheduled_for_deletion_is_refused() {
        secrets.create("a", "v1");
        secrets.client().deleteSecret(request -> request.secretId("a"));

        assertThatThrownBy(() -> secrets.client()
                        .updateSecret(request -> request.secretId("a").description("new")))
                .isInstanceOf(InvalidRequestException.class);
    }
}
