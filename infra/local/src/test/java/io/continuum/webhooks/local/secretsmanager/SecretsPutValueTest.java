package io.continuum.webhooks.local.secretsmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.secretsmanager.model.InvalidParameterException;
import software.amazon.awssdk.services.secretsmanager.model.InvalidRequestException;
import software.amazon.awssdk.services.secretsmanager.model.LimitExceededException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceExistsException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

final class SecretsPutValueTest {
    private final LocalSecrets secrets = LocalSecrets.inMemory();

    @AfterEach
    void stop() {
        secrets.close();
    }

    @Test
    void a_new_value_becomes_current_and_the_old_one_previous() {
        String first = secrets.create("a", "v1");

        var put =
                secrets.client().putSecretValue(request -> request.secretId("a").secretString("v2"));

        assertThat(put.versionStages()).containsExactly("AWSCURRENT");
        assertThat(labels()).isEqualTo(Map.of(first, List.of("AWSPREVIOUS"), put.versionId(), List.of("AWSCURRENT")));
    }

    @Test
    void only_the_last_two_values_keep_labels() {
        secrets.create("a", "v1");
        String second = secrets.put("a", "v2");
        String third = secrets.put("a", "v3");

        assertThat(labels()).isEqualTo(Map.of(second, List.of("AWSPREVIOUS"), third, List.of("AWSCURRENT")));
    }

    @Test
    void a_pending_value_leaves_the_current_one_alone() {
        String first = secrets.create("a", "v1");
        String pending = secrets.put("a", "v2", "AWSPENDING");

        assertThat(labels()).isEqualTo(Map.of(first, List.of("AWSCURRENT"), pending, List.of("AWSPENDING")));
        assertThat(secrets.text("a")).isEqualTo("v1");
    }

    @Test
    void a_pending_value_stays_pending_when_another_becomes_current() {
        String first = secrets.create("a", "v1");
        String pending = secrets.put("a", "v2", "AWSPENDING");
        String third = secrets.put("a", "v3");

        assertThat(labels())
                .isEqualTo(Map.of(
                        first, List.of("AWSPREVIOUS"), pending, List.of("AWSPENDING"), third, List.of("AWSCURRENT")));
    }

    @Test
    void a_value_that_was_current_and_pending_keeps_neither_label() {
        String first = secrets.create("a", "v1");
        String second = secrets.put("a", "v2", "AWSPENDING");
        secrets.client()
                .updateSecretVersionStage(request -> request.secretId("a")
                        .versionStage("AWSCURRENT")
                        .removeFromVersionId(first)
                        .moveToVersionId(second));

        String third = secrets.put("a", "v3");

        assertThat(labels()).isEqualTo(Map.of(second, List.of("AWSPREVIOUS"), third, List.of("AWSCURRENT")));
    }

    @Test
    void own_labels_move_to_the_new_value_and_the_others_stay() {
        String first = secrets.create("a", "v1");
        String second = secrets.put("a", "v2", "one", "two", "three");
        String third = secrets.put("a", "v3", "two", "four", "one");

        assertThat(labels())
                .isEqualTo(Map.of(
                        first, List.of("AWSCURRENT"), second, List.of("three"), third, List.of("four", "one", "two")));
    }

    @Test
    void current_among_own_labels_moves_previous_too() {
        String first = secrets.create("a", "v1");
        String second = secrets.put("a", "v2", "blue", "AWSCURRENT");

        assertThat(labels()).isEqualTo(Map.of(first, List.of("AWSPREVIOUS"), second, List.of("AWSCURRENT", "blue")));
    }

    @Test
    void the_first_value_is_always_current() {
        secrets.client().createSecret(request -> request.name("a"));

        String first = secrets.put("a", "v1", "blue");

        assertThat(labels()).isEqualTo(Map.of(first, List.of("AWSCURRENT", "blue")));
    }

    @Test
    void the_same_token_and_value_again_changes_nothing() {
        String first = secrets.create("a", "v1");
        secrets.put("a", "v2");

        var again = secrets.client()
                .putSecretValue(
                        request -> request.secretId("a").secretString("v1").clientRequestToken(first));

        assertThat(again.versionId()).isEqualTo(first);
        assertThat(again.versionStages()).containsExactly("AWSPREVIOUS");
        assertThat(secrets.text("a")).isEqualTo("v2");
    }

    @Test
    void the_same_token_with_another_value_is_refused() {
        String first = secrets.create("a", "v1");

        assertThatThrownBy(() -> secrets.client()
                        .putSecretValue(request ->
                                request.secretId("a").secretString("v2").clientRequestToken(first)))
                .isInstanceOf(ResourceExistsException.class);
        assertThat(secrets.text("a")).isEqualTo("v1");
    }

    @Test
    void the_same_bytes_as_text_and_as_binary_are_different_values() {
        String first = secrets.create("a", "v1");

        assertThatThrownBy(() -> secrets.client()
                        .putSecretValue(request -> request.secretId("a")
                                .secretBinary(SdkBytes.fromUtf8String("v1"))
                                .clientRequestToken(first)))
                .isInstanceOf(ResourceExistsException.class);
    }

    @Test
    void text_and_binary_together_are_refused() {
        secrets.create("a", "v1");

        assertThatThrownBy(() -> secrets.client()
                        .putSecretValue(request ->
                                request.secretId("a").secretString("v2").secretBinary(SdkBytes.fromUtf8String("v2"))))
                .isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void no_value_at_all_is_refused() {
        secrets.create("a", "v1");

        assertThatThrownBy(() -> secrets.client().putSecretValue(request -> request.secretId("a")))
                .isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void more_than_20_labels_in_a_request_are_refused() {
        secrets.create("a", "v1");

        assertThatThrownBy(() -> secrets.put("a", "v2", numbered(21))).isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void more_than_20_labels_on_a_secret_are_refused() {
        secrets.create("a", "v1");
        secrets.put("a", "v2", numbered(19));

        assertThatThrownBy(() -> secrets.put("a", "v3", "one-too-many")).isInstanceOf(LimitExceededException.class);
    }

    @Test
    void an_unknown_secret_is_not_found() {
        assertThatThrownBy(() -> secrets.put("a", "v1")).isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void a_secret_scheduled_for_deletion_is_refused() {
        secrets.create("a", "v1");
        secrets.client().deleteSecret(request -> request.secretId("a"));

        assertThatThrownBy(() -> secrets.put("a", "v2")).isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void a_label_has_at_most_256_characters() {
        secrets.create("a", "v1");
        secrets.put("a", "v2", "l".repeat(256));

        assertThatThrownBy(() -> secrets.put("a", "v3", "l".repeat(257))).isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void a_token_that_is_not_used_makes_a_version_of_that_id() {
        secrets.create("a", "v1");
        String token = UUID.randomUUID().toString();

        var put = secrets.client()
                .putSecretValue(
                        request -> request.secretId("a").secretString("v2").clientRequestToken(token));

        assertThat(put.versionId()).isEqualTo(token);
    }

    private Map<String, List<String>> labels() {
        return secrets.client().describeSecret(request -> request.secretId("a")).versionIdsToStages();
    }

    private static String[] numbered(int count) {
        return IntStream.range(0, count).mapToObj(index -> "label" + index).toArray(String[]::new);
    }
}
