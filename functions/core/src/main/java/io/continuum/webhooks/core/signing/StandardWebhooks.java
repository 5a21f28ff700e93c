package io.continuum.webhooks.core.signing;

import io.continuum.webhooks.core.id.DeliveryId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * The signatures of the Standard Webhooks specification: each is one value of the {@code webhook-signature} header, over
 * {@code id.timestamp.body}. Thread-safe.
 */
public final class StandardWebhooks {
    private StandardWebhooks() {}

    /**
     * Signs with a key that both sides know.
     *
     * @param at when the attempt is made; signed as whole Unix seconds
     * @param body the exact bytes that are sent
     * @return {@code v1,} and base64
     */
    public static String symmetric(byte[] key, DeliveryId id, Instant at, byte[] body) {
        return "v1," + Hmac.base64(Hmac.sha256(key, head(id, at), body));
    }

    /**
     * Signs with a key pair.
     *
     * @param at when the attempt is made; signed as whole Unix seconds
     * @param body the exact bytes that are sent
     * @return {@code v1a,} and base64
     */
    public static String asymmetric(Ed25519Key key, DeliveryId id, Instant at, byte[] body) {
        return "v1a," + Hmac.base64(key.sign(head(id, at), body));
    }

    private static byte[] head(DeliveryId id, Instant at) {
        return "%s.%d.".formatted(id.value(), at.getEpochSecond()).getBytes(StandardCharsets.UTF_8);
    }
}
