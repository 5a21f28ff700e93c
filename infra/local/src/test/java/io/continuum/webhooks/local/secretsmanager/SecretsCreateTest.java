package io.continuum.webhooks.local.secretsmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.secretsmanager.model.CreateSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.InvalidParameterException;
import software.amazon.awssdk.services.secretsmanager.model.InvalidRequestException;
import software.amazon.awssdk.services.secretsmanager.model.ReplicaRegionType;
import software.amazon.awssdk.services.secretsmanager.model.ResourceExistsException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.secretsmanager.model.Tag;

final class SecretsCreateTest {
    private static final int MAX_BYTES = 65_536;

    private final LocalSecrets secrets = LocalSecrets.inMemory();

    @AfterEach
    void stop() {
        secrets.close();
    }

    @Test
    void a_new_secret_has_an_arn_with_its_name_and_six_characters() {
        var created = secrets.client()
                .createSecret(request -> request.name("prod/webhook").secretString("v1"));

        assertThat(created.name()).isEqualTo("prod/webhook");
        assertThat(created.arn())
                .matches("arn:aws:secretsmanager:eu-central-1:000000000000:secret:prod/webhook-[A-Za-z0-9]{6}");
    }

    @Test
    void the_client_request_token_becomes_the_version_id() {
        String token = UUID.randomUUID().toString();

        var created = secrets.client()
                .createSecret(request -> request.name("a").secretString("v1").clientRequestToken(token));

        assertThat(created.versionId()).isEqualTo(token);
    }

    @Test
    void a_binary_value_comes_back_as_binary() {
        var value = SdkBytes.fromByteArray(new byte[] {0, 1, 2, (byte) 0xff});
        secrets.client().createSecret(request -> request.name("a").secretBinary(value));

        var read = secrets.client().getSecretValue(request -> request.secretId("a"));

        assertThat(read.secretBinary()).isEqualTo(value);
        assertThat(read.secretString()).isNull();
    }

    @Test
    void text_outside_ascii_comes_back_unchanged() {
        secrets.create("a", "pässwörd 🔑 \"quoted\"\n");

        assertThat(secrets.text("a")).isEqualTo("pässwörd 🔑 \"quoted\"\n");
    }

    @Test
    void a_secret_without_a_value_has_no_version() {
        var created = secrets.client().createSecret(request -> request.name("a"));

        assertThat(created.versionId()).isNull();
        assertThatThrownBy(() -> secrets.text("a"))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("staging label: AWSCURRENT");
    }

    @Test
    void the_same_token_and_value_again_answers_the_same_secret() {
        String token = UUID.randomUUID().toString();
        Consumer<CreateSecretRequest.Builder> request =
                builder -> builder.name("a").secretString("v1").clientRequestToken(token);
        var first = secrets.client().createSecret(request);

        var second = secrets.client().createSecret(request);

        assertThat(second.arn()).isEqualTo(first.arn());
        assertThat(second.versionId()).isEqualTo(token);
    }

    @Test
    void the_same_token_with_another_value_is_refused() {
        String token = secrets.create("a", "v1");

        assertThatThrownBy(() -> secrets.client()
                        .createSecret(
                                request -> request.name("a").secretString("v2").clientRequestToken(token)))
                .isInstanceOf(ResourceExistsException.class)
                .hasMessageContaining(token);
        assertThat(secrets.text("a")).isEqualTo("v1");
    }

    @Test
    void a_taken_name_is_refused() {
        secrets.create("a", "v1");

        assertThatThrownBy(() -> secrets.create("a", "v1"))
                .isInstanceOf(ResourceExistsException.class)
                .hasMessageContaining("The operation failed because the secret a already exists.");
    }

    @Test
    void a_name_scheduled_for_deletion_is_refused() {
        secrets.create("a", "v1");
        secrets.client().deleteSecret(request -> request.secretId("a"));

        assertThatThrownBy(() -> secrets.create("a", "v1"))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("a secret with this name is already scheduled for deletion");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a*", "ä", "a!", "a:b", "a\n"})
    void a_name_with_other_characters_is_refused(String name) {
        assertRefused(request -> request.name(name).secretString("v1"));
    }

    @Test
    void a_name_has_at_most_512_characters() {
        secrets.create("n".repeat(512), "v1");

        assertRefused(request -> request.name("n".repeat(513)).secretString("v1"));
    }

    @Test
    void a_missing_name_is_refused() {
        assertRefused(request -> request.secretString("v1"));
    }

    @Test
    void text_and_binary_together_are_refused() {
        assertRefused(request -> request.name("a").secretString("v1").secretBinary(SdkBytes.fromUtf8String("v1")));
    }

    @Test
    void a_text_has_at_most_65536_bytes_in_utf_8() {
        secrets.create("largest", "é".repeat(MAX_BYTES / 2));

        assertRefused(request -> request.name("larger").secretString("é".repeat(MAX_BYTES / 2) + "x"));
    }

    @Test
    void a_binary_has_at_most_65536_bytes() {
        secrets.client()
                .createSecret(
                        request -> request.name("largest").secretBinary(SdkBytes.fromByteArray(new byte[MAX_BYTES])));

        assertRefused(request -> request.name("larger").secretBinary(SdkBytes.fromByteArray(new byte[MAX_BYTES + 1])));
    }

    @Test
    void an_empty_value_is_refused() {
        assertRefused(request -> request.name("a").secretString(""));
    }

    @ParameterizedTest
    @ValueSource(ints = {31, 65})
    void a_token_has_32_to_64_characters(int length) {
        assertRefused(request -> request.name("a").secretString("v1").clientRequestToken("t".repeat(length)));
    }

    @Test
    void a_description_has_at_most_2048_characters() {
        secrets.client().createSecret(request -> request.name("longest").description("d".repeat(2048)));

        assertRefused(request -> request.name("longer").description("d".repeat(2049)));
    }

    @Test
    void a_secret_has_at_most_50_tags() {
        secrets.client().createSecret(request -> request.name("most").tags(tags(50)));

        assertRefused(request -> request.name("more").tags(tags(51)));
    }

    @Test
    void tags_reserved_for_aws_are_refused() {
        assertRefused(request ->
                request.name("a").tags(Tag.builder().key("aws:owner").value("x").build()));
    }

    @Test
    void replication_is_refused_instead_of_ignored() {
        assertRefused(request -> request.name("a")
                .addReplicaRegions(
                        ReplicaRegionType.builder().region("eu-west-1").build()));
    }

    private static List<Tag> tags(int count) {
        return IntStream.range(0, count)
                .mapToObj(
                        index -> Tag.builder().key("key" + index).value("value").build())
                .toList();
    }

    private void assertRefused(Consumer<CreateSecretRequest.Builder> request) {
        var before = secrets.client().listSecrets().secretList();

        assertThatThrownBy(() -> secrets.client().createSecret(request)).isInstanceOf(InvalidParameterException.class);
        assertThat(secrets.client().listSecrets().secretList()).isEqualTo(before);
    }
}
