package io.continuum.webhooks.lambda.secrets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.continuum.webhooks.core.brainbot.BrainBotSettings;
import io.continuum.webhooks.core.problem.Unavailable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * markdown-brain-bot's settings with the token and the secret of a deployment, which are in Secrets Manager as
 * {@code {"token": "…", "secret": "…"}}; a part that is empty or missing is not set. Read once per process. Thread-safe.
 * Throws {@code Unavailable} if the vault does not answer, or not in that form.
 */
public final class BrainBotSecret implements Supplier<BrainBotSettings> {
    private static final JsonMapper JSON = new JsonMapper();

    private final SecretsManagerClient client;
    private final String id;
    private final BrainBotSettings others;
    private volatile @Nullable BrainBotSettings known;

    /**
     * Completes {@code others}.
     *
     * @param id name or ARN of the secret
     */
    public BrainBotSecret(SecretsManagerClient client, String id, BrainBotSettings others) {
        this.client = client;
        this.id = id;
        this.others = others;
    }

    @Override
    public BrainBotSettings get() {
        BrainBotSettings settings = known;
        if (settings == null) {
            settings = read();
            known = settings;
        }
        return settings;
    }

    private BrainBotSettings read() {
        try {
            JsonNode json = JSON.readTree(
                    client.getSecretValue(request -> request.secretId(id)).secretString());
            return others.with(json.path("token").asText(), json.path("secret").asText());
        } catch (SdkException e) {
            throw new Unavailable("secretsmanager brain-bot", e);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            // Without the cause: parsers quote what they could not read.
            throw new Unavailable("secretsmanager brain-bot: not {token, secret}, or not fit for use");
        }
    }
}
