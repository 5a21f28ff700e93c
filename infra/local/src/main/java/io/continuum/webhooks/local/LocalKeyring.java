package io.continuum.webhooks.local;

import io.continuum.webhooks.lambda.Config;
import io.continuum.webhooks.lambda.secrets.SecretStorage;
import java.util.Base64;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceExistsException;

/** Makes the keyring that in an account the deployment makes. */
final class LocalKeyring {
    private static final int BYTES = 32;

    private final SecretsManagerClient client;
    private final RandomGenerator random;

    LocalKeyring(SecretsManagerClient client, RandomGenerator random) {
        this.client = client;
        this.random = random;
    }

    /** Returns its name unless the environment gives another. */
    static String nameOf(String stage) {
        return "hooks/" + stage + "/keyring";
    }

    /** Makes it with one key, if secrets are to be under one and it is not there. */
    void createMissing(Config.Secrets secrets) {
        if (secrets.storage() != SecretStorage.KEYRING) {
            return;
        }
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String key = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        try {
            client.createSecret(request ->
                    request.name(secrets.keyring()).secretString("{\"current\":\"k1\",\"k1\":\"%s\"}".formatted(key)));
        } catch (ResourceExistsException e) {
            // Made at an earlier start; its keys are needed for what is encrypted with them.
            return;
        }
    }
}
