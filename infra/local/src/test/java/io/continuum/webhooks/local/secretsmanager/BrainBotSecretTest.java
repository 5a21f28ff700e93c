package io.continuum.webhooks.local.secretsmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.continuum.webhooks.core.brainbot.BrainBotSettings;
import io.continuum.webhooks.core.problem.Unavailable;
import io.continuum.webhooks.core.signing.Secret;
import io.continuum.webhooks.lambda.BrainBotVariables;
import io.continuum.webhooks.lambda.secrets.BrainBotSecret;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

class BrainBotSecretTest {
    private static final BrainBotSettings VARIABLES =
            BrainBotVariables.of(Map.of("MEM0_WEBHOOK_URL", "https://your-server.com/webhook"));

    private final SecretsManagerServer server = SecretsManagerServer.start(0);
    private final SecretsManagerClient client = LocalSecrets.client(server.endpoint());

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    @Test
    void token_and_secret_come_from_the_vault_and_the_rest_from_the_variables() {
        keep("{\"token\": \"my-secret-token\", \"secret\": \"your-signing-secret\"}");

        BrainBotSettings settings = new BrainBotSecret(client, "brain-bot", VARIABLES).get();

        assertThat(settings.token()).isEqualTo("my-secret-token");
        assertThat(settings.secret()).isEqualTo(new Secret("your-signing-secret"));
        assertThat(settings.url()).isEqualTo("https://your-server.com/webhook");
    }

    @Test
    void a_part_that_is_missing_is_not_set() {
        keep("{\"token\": \"\"}");

        BrainBotSettings settings = new BrainBotSecret(client, "brain-bot", VARIABLES).get();

        assertThat(settings.token()).isNull();
        assertThat(settings.secret()).isNull();
    }

    @Test
    void what_cannot_be_used_is_told_without_being_shown() {
        keep("{\"secret\": \"short\"}");
        BrainBotSecret secret = new BrainBotSecret(client, "brain-bot", VARIABLES);

        assertThatExceptionOfType(Unavailable.class)
                .isThrownBy(secret::get)
                .withMessageNotContaining("short")
                .withNoCause();
        assertThatExceptionOfType(Unavailable.class).isThrownBy(new BrainBotSecret(client, "missing", VARIABLES)::get);
    }

    private void keep(String content) {
        client.createSecret(request -> request.name("brain-bot").secretString(content));
    }
}
