package io.continuum.webhooks.local.secretsmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.secretsmanager.model.InvalidParameterException;
import software.amazon.awssdk.services.secretsmanager.model.InvalidRequestException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.secretsmanager.model.Tag;

final class SecretsTagTest {
    private final LocalSecrets secrets = LocalSecrets.inMemory();

    @BeforeEach
    void create_a_secret() {
        secrets.create("a", "v1");
    }

    @AfterEach
    void stop() {
        secrets.close();
    }

    @Test
    void tags_are_added_and_overwritten_by_key() {
        tag(LocalSecrets.tag("one", "1"), LocalSecrets.tag("two", "2"));
        tag(LocalSecrets.tag("one", "changed"), LocalSecrets.tag("One", ""));

        assertThat(tags())
                .containsExactly(
                        LocalSecrets.tag("one", "changed"), LocalSecrets.tag("two", "2"), LocalSecrets.tag("One", ""));
    }

    @Test
    void tags_are_removed_by_key_and_unknown_keys_are_no_failure() {
        tag(LocalSecrets.tag("one", "1"), LocalSecrets.tag("two", "2"));

        secrets.client().untagResource(request -> request.secretId("a").tagKeys("one", "unknown"));

        assertThat(tags()).containsExactly(LocalSecrets.tag("two", "2"));
    }

    @Test
    void removing_only_unknown_keys_changes_nothing() {
        secrets.advance(Duration.ofMinutes(1));

        secrets.client().untagResource(request -> request.secretId("a").tagKeys("unknown"));

        assertThat(secrets.client()
                        .describeSecret(request -> request.secretId("a"))
                        .lastChangedDate())
                .isEqualTo(LocalSecrets.START);
    }

    @Test
    void a_secret_has_at_most_50_tags() {
        tag(IntStream.range(0, 50)
                .mapToObj(index -> LocalSecrets.tag("key" + index, ""))
                .toArray(Tag[]::new));

        assertThatThrownBy(() -> tag(LocalSecrets.tag("one-more", ""))).isInstanceOf(InvalidParameterException.class);
        assertThat(tags()).hasSize(50);
    }

    @Test
    void keys_and_values_out_of_bounds_are_refused() {
        tag(LocalSecrets.tag("k".repeat(128), "v".repeat(256)));

        for (var tag : List.of(
                LocalSecrets.tag("", "v"),
                LocalSecrets.tag("k".repeat(129), "v"),
                LocalSecrets.tag("k", "v".repeat(257)),
                LocalSecrets.tag("AWS:k", "v"),
                LocalSecrets.tag("k*", "v"),
                LocalSecrets.tag("k", "v\u0000"))) {
            assertThatThrownBy(() -> tag(tag)).isInstanceOf(InvalidParameterException.class);
        }
    }

    @Test
    void tags_and_keys_must_be_given() {
        assertThatThrownBy(() -> secrets.client().tagResource(request -> request.secretId("a")))
                .isInstanceOf(InvalidParameterException.class);
        assertThatThrownBy(() -> secrets.client().untagResource(request -> request.secretId("a")))
                .isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void an_unknown_secret_is_not_found() {
        assertThatThrownBy(() -> secrets.client()
                        .tagResource(request -> request.secretId("b").tags(LocalSecrets.tag("k", "v"))))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> secrets.client()
                        .untagResource(request -> request.secretId("b").tagKeys("k")))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void a_secret_scheduled_for_deletion_is_refused() {
        secrets.client().deleteSecret(request -> request.secretId("a"));

        assertThatThrownBy(() -> tag(LocalSecrets.tag("k", "v"))).isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> secrets.client()
                        .untagResource(request -> request.secretId("a").tagKeys("k")))
                .isInstanceOf(InvalidRequestException.class);
    }

    private void tag(Tag... tags) {
        secrets.client().tagResource(request -> request.secretId("a").tags(tags));
    }

    private List<Tag> tags() {
        return secrets.client().describeSecret(request -> request.secretId("a")).tags();
    }
}
