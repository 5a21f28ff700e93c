package io.continuum.webhooks.lambda.api.dialect;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.continuum.webhooks.core.signing.PublicKey;
import java.util.List;

/** Public keys as a JWK set (RFC 7517 §5, RFC 8037 §2), which is the same in every dialect. */
public final class JwksShape {
    private JwksShape() {}

    /** Returns the set, in the order given. */
    public static ObjectNode of(List<PublicKey> keys) {
        ObjectNode json = Json.object();
        ArrayNode array = json.putArray("keys");
        keys.forEach(key -> array.addObject()
                .put("kty", "OKP")
                .put("crv", "Ed25519")
                .put("x", key.x())
                .put("kid", key.kid())
                .put("use", "sig")
                .put("alg", "EdDSA"));
        return json;
    }
}
