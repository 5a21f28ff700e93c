package io.continuum.webhooks.local.secretsmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

final class SecretsDescribeTest {
    private final LocalSecrets secrets = LocalSecrets.inMemory();

    @AfterEach
    void stop() {
        secrets.close();
    }

    @Test
    void everything_but_the_value_is_described() {
        var created = secrets.client()
                .createSecret(request -> request.name("a")
                        .secretString("v1")
                        .description("what for")
                        .kmsKeyId("alias/mine")
                        .tags(LocalSecrets.tag("k", "v")));

        var described = secrets.client().describeSecret(request -> request.secretId(created.arn()));

        assertThat(described.arn()).isEqualTo(created.arn());
        assertThat(described.name()).isEqualTo("a");
        assertThat(described.description()).isEqualTo("what for");
        assertThat(described.kmsKeyId()).isEqualTo("alias/mine");
        assertThat(described.tags()).hasSize(1);
        assertThat(described.createdDate()).isEqualTo(LocalSecrets.START);
        assertThat(described.lastChangedDate()).isEqualTo(LocalSecrets.START);
        assertThat(described.versionIdsToStages()).isEqualTo(Map.of(created.versionId(), List.of("AWSCURRENT")));
        assertThat(described.toString()).doesNotContain("v1");
    }

    @Test
    void what_has_no_value_is_left_out() {
        secrets.client().createSecret(request -> request.name("a"));

        var described = secrets.client().describeSecret(request -> request.secretId("a"));

        assertThat(described.description()).isNull();
        assertThat(described.kmsKeyId()).isNull();
        assertThat(described.lastAccessedDate()).isNull();
        assertThat(described.deletedDate()).isNull();
        assertThat(described.hasTags()).isFalse();
        assertThat(described.hasVersionIdsToStages()).isFalse();
    }

    @Test
    void an_unknown_secret_is_not_found() {
        assertThatThrownBy(() -> secrets.client().describeSecret(request -> request.secretId("a")))
                .isInstanceOf(ResourceNotFoundException.class);
    }
}
