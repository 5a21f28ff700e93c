package io.continuum.webhooks.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.continuum.webhooks.lambda.secrets.SecretStorage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code SECRET_STORAGE} and {@code KEYRING_SECRET}. */
class ConfigSecretsTest {
    private static final List<String> NEEDED = List.of(
            "STAGE",
            "WEBHOOKS_TABLE",
            "DELIVERIES_TABLE",
            "EVENTS_QUEUE_URL",
            "HIGH_QUEUE_URL",
            "NORMAL_QUEUE_URL",
            "LOW_QUEUE_URL",
            "DEAD_LETTER_QUEUE_URL",
            "POISON_QUEUE_URL");

    private static Config.Secrets secrets(Map<String, String> variables) {
        Map<String, String> env = new HashMap<>(variables);
        NEEDED.forEach(name -> env.put(name, "x"));
        return Config.of(env).secrets();
    }

    @Test
    void by_default_each_webhook_has_a_secret_of_its_own() {
        assertThat(secrets(Map.of())).isEqualTo(new Config.Secrets(SecretStorage.SECRETS_MANAGER, ""));
        assertThat(secrets(Map.of("SECRET_STORAGE", ""))).isEqualTo(secrets(Map.of()));
        assertThat(secrets(Map.of("SECRET_STORAGE", "secrets-manager", "KEYRING_SECRET", "old")))
                .as("what is under the keyring can still be read")
                .isEqualTo(new Config.Secrets(SecretStorage.SECRETS_MANAGER, "old"));
    }

    @Test
    void a_keyring_has_a_name() {
        assertThat(secrets(Map.of("SECRET_STORAGE", "keyring", "KEYRING_SECRET", "hooks/dev/keyring")))
                .isEqualTo(new Config.Secrets(SecretStorage.KEYRING, "hooks/dev/keyring"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> secrets(Map.of("SECRET_STORAGE", "keyring")))
                .withMessageContaining("KEYRING_SECRET");
    }

    @Test
    void any_other_storage_ends_the_start() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> secrets(Map.of("SECRET_STORAGE", "vault")))
                .withMessageContaining("SECRET_STORAGE");
    }
}
