package io.continuum.webhooks.cdk;

import static io.continuum.webhooks.cdk.Synthesis.resource;
import static io.continuum.webhooks.cdk.Synthesis.template;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** The secrets of the stack, and who is told of them. */
final class SecretsTest {
    private static final String SECRET = "AWS::SecretsManager::Secret";

    @Test
    void the_first_admin_key_is_made_by_secrets_manager() {
        JsonNode secret = resource(template(), SECRET, "PlatformSecretsAdminKey");

        assertThat(secret.path("Properties").path("GenerateSecretString").toString())
                .isEqualTo("{\"ExcludePunctuation\":true,\"PasswordLength\":48}");
        assertThat(secret.path("Properties").has("Name")).isFalse();
    }

    @Test
    void an_output_has_the_command_that_shows_it() {
        assertThat(template().path("Outputs").path("GetAdminKey").toString())
                .contains("aws secretsmanager get-secret-value")
                .contains("PlatformSecretsAdminKey");
    }

    @Test
    void a_keyring_is_made_and_outlives_production() {
        JsonNode keyring = resource(template("stage", "prod"), SECRET, "PlatformSecretsKeyring");

        assertThat(keyring.path("DeletionPolicy").asText()).isEqualTo("Retain");
        assertThat(keyring.path("Properties").path("GenerateSecretString").toString())
                .isEqualTo("{\"ExcludePunctuation\":true,\"GenerateStringKey\":\"k1\",\"PasswordLength\":64,"
                        + "\"SecretStringTemplate\":\"{\\\"current\\\":\\\"k1\\\"}\"}");
    }

    @Test
    void whoever_leaves_the_keyring_keeps_it_and_its_name_until_all_is_moved() {
        JsonNode before = template("secretStorage", "keyring");
        JsonNode after = template();

        assertThat(resource(after, SECRET, "PlatformSecretsKeyring"))
                .isEqualTo(resource(before, SECRET, "PlatformSecretsKeyring"));
        assertThat(environment(before)).contains("\"SECRET_STORAGE\":\"keyring\"");
        assertThat(environment(after)).contains("\"SECRET_STORAGE\":\"secrets-manager\"");
        assertThat(environment(after).replace("\"secrets-manager\"", "\"keyring\""))
                .isEqualTo(environment(before));
    }

    @Test
    void brain_bots_token_and_secret_come_by_parameters_that_nobody_sees() {
        JsonNode template = template("MEM0_WEBHOOK_URL", "https://bot.example.com/hook");

        for (String parameter : new String[] {"Mem0WebhookToken", "Mem0WebhookSecret"}) {
            assertThat(template.path("Parameters")
                            .path(parameter)
                            .path("NoEcho")
                            .asBoolean())
                    .isTrue();
        }
        assertThat(resource(template, SECRET, "PlatformSecretsBrainBot").toString())
                .contains("Mem0WebhookToken")
                .contains("Mem0WebhookSecret");
        assertThat(environment(template)).doesNotContain("Mem0Webhook").contains("PlatformSecretsBrainBot");
    }

    @Test
    void brain_bots_secret_may_be_the_operators_own() {
        JsonNode template = template("MEM0_WEBHOOK_CREDENTIALS", "brain-bot/credentials");

        assertThat(template.path("Parameters").has("Mem0WebhookToken")).isFalse();
        assertThat(environment(template)).contains("\"MEM0_WEBHOOK_CREDENTIALS\":\"brain-bot/credentials\"");
        assertThat(template.toString()).contains(":secret:brain-bot/credentials-??????");
    }

    private static String environment(JsonNode template) {
        return WebhooksStackTest.functions(template)
                .findFirst()
                .orElseThrow()
                .path("Environment")
                .toString();
    }
}
