package io.continuum.webhooks.local.secretsmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.secretsmanager.model.InvalidParameterException;
import software.amazon.awssdk.services.secretsmanager.model.InvalidRequestException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

final class SecretsDeleteTest {
    private final LocalSecrets secrets = LocalSecrets.inMemory();

    @AfterEach
    void stop() {
        secrets.close();
    }

    @Test
    void the_recovery_window_is_30_days_unless_given() {
        secrets.create("a", "v1");

        var deleted = secrets.client().deleteSecret(request -> request.secretId("a"));

        assertThat(deleted.deletionDate()).isEqualTo(LocalSecrets.START.plus(Duration.ofDays(30)));
        assertThat(deleted.name()).isEqualTo("a");
        assertThat(secrets.client()
                        .describeSecret(request -> request.secretId("a"))
                        .deletedDate())
                .isEqualTo(deleted.deletionDate());
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 30})
    void a_recovery_window_has_7_to_30_days(long days) {
        secrets.create("a", "v1");

        var deleted =
                secrets.client().deleteSecret(request -> request.secretId("a").recoveryWindowInDays(days));

        assertThat(deleted.deletionDate()).isEqualTo(LocalSecrets.START.plus(Duration.ofDays(days)));
    }

    @ParameterizedTest
    @ValueSource(longs = {6, 31, 0, -1, Long.MAX_VALUE})
    void another_recovery_window_is_refused(long days) {
        secrets.create("a", "v1");

        assertThatThrownBy(() -> secrets.client()
                        .deleteSecret(request -> request.secretId("a").recoveryWindowInDays(days)))
                .isInstanceOf(InvalidParameterException.class);
        assertThat(secrets.text("a")).isEqualTo("v1");
    }

    @Test
    void a_recovery_window_and_force_together_are_refused() {
        secrets.create("a", "v1");

        assertThatThrownBy(() -> secrets.client()
                        .deleteSecret(request ->
                                request.secretId("a").recoveryWindowInDays(7L).forceDeleteWithoutRecovery(true)))
                .isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void the_name_is_free_when_the_recovery_window_has_ended() {
        String arn = secrets.client()
                .createSecret(request -> request.name("a").secretString("v1"))
                .arn();
        secrets.client().deleteSecret(request -> request.secretId("a").recoveryWindowInDays(7L));

        secrets.advance(Duration.ofDays(7).minusMillis(1));
        assertThatThrownBy(() -> secrets.create("a", "v2")).isInstanceOf(InvalidRequestException.class);
        secrets.advance(Duration.ofMillis(1));
        assertThatThrownBy(() -> secrets.client().describeSecret(request -> request.secretId("a")))
                .isInstanceOf(ResourceNotFoundException.class);
        secrets.create("a", "v2");

        assertThat(secrets.text("a")).isEqualTo("v2");
        assertThatThrownBy(() -> secrets.text(arn)).isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void forced_deletion_frees_the_name_at_once() {
        secrets.create("a", "v1");

        var deleted =
                secrets.client().deleteSecret(request -> request.secretId("a").forceDeleteWithoutRecovery(true));

        assertThat(deleted.deletionDate()).isEqualTo(LocalSecrets.START);
        assertThatThrownBy(() -> secrets.text("a")).isInstanceOf(ResourceNotFoundException.class);
        secrets.create("a", "v2");
        assertThat(secrets.text("a")).isEqualTo("v2");
    }

    @Test
    void forced_deletion_ends_a_recovery_window() {
        secrets.create("a", "v1");
        secrets.client().deleteSecret(request -> request.secretId("a"));

        secrets.client().deleteSecret(request -> request.secretId("a").forceDeleteWithoutRecovery(true));

        assertThatThrownBy(() -> secrets.client().describeSecret(request -> request.secretId("a")))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void forced_deletion_of_nothing_is_no_failure() {
        var deleted =
                secrets.client().deleteSecret(request -> request.secretId("a").forceDeleteWithoutRecovery(true));

        assertThat(deleted.name()).isEqualTo("a");
        assertThat(deleted.deletionDate()).isEqualTo(LocalSecrets.START);
    }

    @Test
    void an_unknown_secret_is_not_found() {
        assertThatThrownBy(() -> secrets.client().deleteSecret(request -> request.secretId("a")))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void a_secret_already_scheduled_is_refused() {
        secrets.create("a", "v1");
        secrets.client().deleteSecret(request -> request.secretId("a"));

        assertThatThrownBy(() -> secrets.client().deleteSecret(request -> request.secretId("a")))
                .isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void a_restored_secret_is_usable_again() {
        secrets.create("a", "v1");
        secrets.client().deleteSecret(request -> request.secretId("a"));

        var restored = secrets.client().restoreSecret(request -> request.secretId("a"));

        assertThat(restored.name()).isEqualTo("a");
        secrets.advance(Duration.ofDays(31));
        assertThat(secrets.text("a")).isEqualTo("v1");
        assertThat(secrets.client()
                        .describeSecret(request -> request.secretId("a"))
                        .deletedDate())
                .isNull();
    }

    @Test
    void restoring_a_secret_that_was_not_deleted_changes_nothing() {
        secrets.create("a", "v1");
        secrets.advance(Duration.ofMinutes(1));

        secrets.client().restoreSecret(request -> request.secretId("a"));

        assertThat(secrets.client()
                        .describeSecret(request -> request.secretId("a"))
                        .lastChangedDate())
                .isEqualTo(LocalSecrets.START);
    }

    @Test
    void a_secret_past_its_recovery_window_cannot_be_restored() {
        secrets.create("a", "v1");
        secrets.client().deleteSecret(request -> request.secretId("a"));
        secrets.advance(Duration.ofDays(30));

        assertThatThrownBy(() -> secrets.client().restoreSecret(request -> request.secretId("a")))
                .isInstanceOf(ResourceNotFoundException.class);
    }
}
