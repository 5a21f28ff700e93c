package io.continuum.webhooks.lambda.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.fake.InMemoryConfiguration;
import io.continuum.webhooks.core.fake.MutableClock;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.tenant.ApiKey;
import io.continuum.webhooks.core.tenant.CreateApiKey;
import io.continuum.webhooks.core.tenant.Dialect;
import io.continuum.webhooks.core.tenant.KeyHash;
import io.continuum.webhooks.core.tenant.KeyStore;
import io.continuum.webhooks.core.tenant.Scope;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;

final class AdminKeySecretTest {
    private static final String KEY = "a-key-of-the-deployment-0123456789";

    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-01T12:00:00Z"));
    private final KeyStore keys = new InMemoryConfiguration().keyStore();
    private final List<String> logged = new ArrayList<>();
    private final Vault vault = new Vault();

    @Test
    void the_secret_becomes_an_admin_key_of_the_default_tenant() {
        process().ensure();

        ApiKey made = key(KEY).orElseThrow();
        assertThat(made.tenant()).isEqualTo(new TenantId("default"));
        assertThat(made.dialect()).isEqualTo(Dialect.CONTINUUM);
        assertThat(made.scopes()).containsExactlyInAnyOrder(Scope.values());
    }

    @Test
    void the_secret_is_read_once_per_process() {
        AdminKeySecret process = process();

        process.ensure();
        process.ensure();

        assertThat(vault.asked).containsExactly("arn:admin");
    }

    @Test
    void another_value_replaces_the_key_at_the_next_start() {
        process().ensure();
        vault.text = "another-key-of-the-deployment-0123456789";

        process().ensure();

        assertThat(key(KEY)).isEmpty();
        assertThat(key(vault.text)).isPresent();
    }

    @Test
    void two_processes_make_one_key() {
        process().ensure();
        process().ensure();

        assertThat(keys.list(new TenantId("default"))).hasSize(1);
    }

    @Test
    void a_vault_that_is_down_is_asked_again_ten_seconds_later() {
        AdminKeySecret process = process();
        vault.down = true;
        process.ensure();
        vault.down = false;

        process.ensure();
        assertThat(key(KEY)).isEmpty();
        clock.advance(Duration.ofSeconds(10));
        process.ensure();

        assertThat(key(KEY)).isPresent();
        assertThat(logged).containsExactly("admin_key.not_ensured");
    }

    @Test
    void a_value_too_short_for_a_key_makes_none_and_is_not_logged() {
        vault.text = "short";

        process().ensure();

        assertThat(key("short")).isEmpty();
        assertThat(logged).containsExactly("admin_key.not_ensured");
    }

    @Test
    void without_a_secret_nothing_is_asked() {
        new AdminKeySecret(vault, "", creation(), (_, event, _) -> logged.add(event), clock).ensure();

        assertThat(vault.asked).isEmpty();
    }

    private AdminKeySecret process() {
        return new AdminKeySecret(
                vault,
                "arn:admin",
                creation(),
                (_, event, fields) -> {
                    assertThat(fields.toString()).doesNotContain("short\"").doesNotContain(KEY);
                    logged.add(event);
                },
                clock);
    }

    private CreateApiKey creation() {
        return new CreateApiKey(keys, clock, new SecureRandom());
    }

    private Optional<ApiKey> key(String key) {
        return keys.find(KeyHash.of(key));
    }

    private static final class Vault implements SecretsManagerClient {
        private final List<String> asked = new ArrayList<>();
        private String text = KEY;
        private boolean down;

        @Override
        public GetSecretValueResponse getSecretValue(GetSecretValueRequest request) {
            asked.add(request.secretId());
            if (down) {
                throw SdkClientException.create("no answer");
            }
            return GetSecretValueResponse.builder().secretString(text).build();
        }

        @Override
        public String serviceName() {
            return "secretsmanager";
        }

        @Override
        public void close() {}
    }
}
