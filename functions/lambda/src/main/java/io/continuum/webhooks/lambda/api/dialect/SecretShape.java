package io.continuum.webhooks.lambda.api.dialect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.continuum.webhooks.core.signing.PublicKey;
import io.continuum.webhooks.core.signing.Secret;
import io.continuum.webhooks.core.signing.SignatureScheme;
import io.continuum.webhooks.core.webhook.Webhook;
import java.util.List;

/** A secret in full: in the answers that make one, and nowhere else. The same in every dialect. */
public final class SecretShape {
    private SecretShape() {}

    /**
     * Writes into a webhook's shape what its receiver needs: the secret, the form of it that Standard Webhooks libraries
     * take, and, where a key pair signs, its public half in their form.
     */
    public static ObjectNode reveal(ObjectNode json, Webhook webhook, Secret secret) {
        json.put("secret", secret.value()).put("standard_secret", webhook.standardSecret(secret));
        List<PublicKey> keys = webhook.secret().publicKeys();
        if (webhook.settings().wire().signing() == SignatureScheme.ED25519 && !keys.isEmpty()) {
            json.put("public_key", keys.getFirst().standardText());
        }
        return json;
    }
}
