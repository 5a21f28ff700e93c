package io.continuum.webhooks.local.secretsmanager;

import io.continuum.webhooks.core.contract.SecretVaultContract;
import io.continuum.webhooks.core.signing.SecretVault;
import io.continuum.webhooks.lambda.secrets.SecretsManagerVault;
import org.junit.jupiter.api.AfterEach;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

class SecretsManagerVaultTest extends SecretVaultContract {
    private final SecretsManagerServer server = SecretsManagerServer.start(0);
    private final SecretsManagerClient client = LocalSecrets.client(server.endpoint());

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    @Override
    protected SecretVault vault() {
        return new SecretsManagerVault(client, "test");
    }
}
