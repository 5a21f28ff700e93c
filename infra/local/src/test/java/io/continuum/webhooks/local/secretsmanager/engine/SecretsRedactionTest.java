package io.continuum.webhooks.local.secretsmanager.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class SecretsRedactionTest {
    private static final String VALUE = "hunter2";
    private static final String BASE64 = Base64.getEncoder().encodeToString(VALUE.getBytes(StandardCharsets.UTF_8));

    static Stream<Object> records_that_hold_a_value() {
        return Stream.of(SecretValue.ofText(VALUE), SecretValue.ofBytes(VALUE.getBytes(StandardCharsets.UTF_8)))
                .flatMap(value -> {
                    var id = new SecretId("a");
                    var made = new NewVersion(new VersionId("v".repeat(32)), value);
                    var version = made.at(Instant.EPOCH);
                    var versions = Versions.NONE.add(version, List.of());
                    var metadata = new Metadata(null, null, List.of());
                    var dates = new Dates(Instant.EPOCH, Instant.EPOCH, null, null);
                    var secret = new Secret(new SecretName("a"), new Arn("arn"), metadata, versions, dates);
                    var read = new GetSecretValue.Answer(secret, version);
                    return Stream.of(
                            value,
                            made,
                            version,
                            versions,
                            secret,
                            read,
                            new BatchGetSecretValue.Answer(List.of(read), List.of(), null),
                            new ListSecretVersionIds.Answer(secret, new Page<>(List.of(version), null)),
                            new CreateSecret.Request(new SecretName("a"), metadata, made),
                            new PutSecretValue.Request(id, made, List.of()),
                            new UpdateSecret.Request(id, null, null, made));
                });
    }

    @ParameterizedTest
    @MethodSource("records_that_hold_a_value")
    void no_record_shows_a_value(Object holder) {
        assertThat(holder.toString())
                .doesNotContain(VALUE)
                .doesNotContain(BASE64)
                .contains("[redacted]");
    }

    @Test
    void a_refused_value_is_not_in_the_message() {
        assertThatThrownBy(() -> SecretValue.ofText(VALUE.repeat(10_000)))
                .isInstanceOf(RejectedException.class)
                .hasMessageNotContaining(VALUE);
    }
}
