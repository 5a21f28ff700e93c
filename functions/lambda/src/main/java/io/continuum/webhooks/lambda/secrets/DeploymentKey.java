package io.continuum.webhooks.lambda.secrets;

import io.continuum.webhooks.core.problem.Unavailable;
import java.util.Base64;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceExistsException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/**
 * The deployment's own key, 32 random bytes in the secret {@code hooks/<stage>/deployment-key}: what signs cursors. Made
 * by whoever needs it first, read once per process. Thread-safe. Throws {@code Unavailable} if the vault does not answer.
 */
public final class DeploymentKey implements Supplier<byte[]> {
    private static final int BYTES = 32;

    private final SecretsManagerClient client;
    private final String name;
    private final RandomGenerator random;
    private volatile byte @Nullable [] known;

    /** Uses {@code random} for the key: it must be a cryptographic one. */
    public DeploymentKey(SecretsManagerClient client, String stage, RandomGenerator random) {
        this.client = client;
        this.name = "hooks/" + stage + "/deployment-key";
        this.random = random;
    }

    @Override
    public byte[] get() {
        byte[] key = known;
        if (key == null) {
            key = Base64.getDecoder().decode(text());
            known = key;
        }
        return key.clone();
    }

    private String text() {
        try {
            try {
                return stored();
            } catch (ResourceNotFoundException e) {
                return made();
            }
        } catch (SdkException e) {
            throw new Unavailable("secretsmanager deployment-key", e);
        }
    }

    private String stored() {
        return client.getSecretValue(request -> request.secretId(name)).secretString();
    }

    private String made() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String text = Base64.getEncoder().encodeToString(bytes);
        try {
            client.createSecret(request -> request.name(name).secretString(text));
            return text;
        } catch (ResourceExistsException e) {
            // Another process was faster: one key for all.
            return stored();
        }
    }
}
