package io.continuum.webhooks.local.secretsmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.secretsmanager.model.InvalidParameterException;
import software.amazon.awssdk.services.secretsmanager.model.InvalidRequestException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

final class SecretsVersionStageTest {
    private final LocalSecrets secrets = LocalSecrets.inMemory();

    @AfterEach
    void stop() {
        secrets.close();
    }

    @Test
    void a_rotation_ends_by_moving_current_to_the_pending_version() {
        String first = secrets.create("a", "v1");
        String second = secrets.put("a", "v2", "AWSPENDING");

        move("AWSCURRENT", first, second);

        assertThat(labels())
                .isEqualTo(Map.of(first, List.of("AWSPREVIOUS"), second, List.of("AWSCURRENT", "AWSPENDING")));
    }

    @Test
    void moving_current_back_swaps_current_and_previous() {
        String first = secrets.create("a", "v1");
        String second = secrets.put("a", "v2");

        move("AWSCURRENT", second, first);

        assertThat(labels()).isEqualTo(Map.of(first, List.of("AWSCURRENT"), second, List.of("AWSPREVIOUS")));
        assertThat(secrets.text("a")).isEqualTo("v1");
    }

    @Test
    void own_labels_stay_where_current_leaves() {
        String first = secrets.create("a", "v1");
        String second = secrets.put("a", "v2", "AWSCURRENT", "blue");
        String third = secrets.put("a", "v3", "AWSPENDING");

        move("AWSCURRENT", second, third);

        assertThat(labels())
                .isEqualTo(Map.of(second, List.of("AWSPREVIOUS", "blue"), third, List.of("AWSCURRENT", "AWSPENDING")))
                .doesNotContainKey(first);
    }

    @Test
    void a_label_that_no_version_has_is_added() {
        String first = secrets.create("a", "v1");

        move("blue", null, first);

        assertThat(labels()).isEqualTo(Map.of(first, List.of("AWSCURRENT", "blue")));
    }

    @Test
    void a_label_is_taken_away() {
        String first = secrets.create("a", "v1");
        String second = secrets.put("a", "v2", "AWSPENDING");

        move("AWSPENDING", second, null);

        assertThat(labels()).isEqualTo(Map.of(first, List.of("AWSCURRENT")));
    }

    @Test
    void a_label_already_there_may_be_added_again() {
        String first = secrets.create("a", "v1");

        move("AWSCURRENT", null, first);

        assertThat(labels()).isEqualTo(Map.of(first, List.of("AWSCURRENT")));
    }

    @Test
    void the_version_that_has_the_label_must_be_named() {
        secrets.create("a", "v1");
        String second = secrets.put("a", "v2", "AWSPENDING");

        assertThatThrownBy(() -> move("AWSCURRENT", null, second))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("RemoveFromVersionId can't be empty");
    }

    @Test
    void a_version_that_does_not_have_the_label_is_refused() {
        String first = secrets.create("a", "v1");
        String second = secrets.put("a", "v2", "AWSPENDING");

        assertThatThrownBy(() -> move("AWSCURRENT", second, first)).isInstanceOf(InvalidParameterException.class);
        assertThatThrownBy(() -> move("blue", first, second)).isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void current_cannot_be_taken_away() {
        String first = secrets.create("a", "v1");

        assertThatThrownBy(() -> move("AWSCURRENT", first, null)).isInstanceOf(InvalidParameterException.class);
        assertThat(secrets.text("a")).isEqualTo("v1");
    }

    @Test
    void neither_from_nor_to_is_refused() {
        secrets.create("a", "v1");

        assertThatThrownBy(() -> move("blue", null, null)).isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void an_unknown_version_is_not_found() {
        String first = secrets.create("a", "v1");
        String unknown = UUID.randomUUID().toString();

        assertThatThrownBy(() -> move("AWSCURRENT", first, unknown)).isInstanceOf(ResourceNotFoundException.class);
        assertThat(secrets.text("a")).isEqualTo("v1");
    }

    @Test
    void an_unknown_secret_is_not_found() {
        assertThatThrownBy(() -> move("blue", null, UUID.randomUUID().toString()))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void a_secret_scheduled_for_deletion_is_refused() {
        String first = secrets.create("a", "v1");
        secrets.client().deleteSecret(request -> request.secretId("a"));

        assertThatThrownBy(() -> move("blue", null, first)).isInstanceOf(InvalidRequestException.class);
    }

    private void move(String label, @Nullable String from, @Nullable String to) {
        secrets.client()
                .updateSecretVersionStage(request -> request.secretId("a")
                        .versionStage(label)
                        .removeFromVersionId(from)
                        .moveToVersionId(to));
    }

    private Map<String, List<String>> labels() {
        return secrets.client().describeSecret(request -> request.secretId("a")).versionIdsToStages();
    }
}
