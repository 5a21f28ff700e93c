package io.continuum.webhooks.core.signing;

import io.continuum.webhooks.core.id.DeliveryId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** The symmetric signature of the Standard Webhooks specification, version {@code v1}. Thread-safe. */
public final class StandardWebhooks {
    private StandardWebhooks() {}

    /**
     * Signs {@code id.timestamp.body}.
     *
     * @param at when the attempt is made; signed as whole Unix seconds
     * @param body the exact bytes that are sent
     * @return one value of the {@code webhook-signature} header: {@code v1,} and base64
     */
    public static String sign(Secret secret, DeliveryId id, Instant at, byte[] body) {
        var head = "%s.%d.".formatted(id.value(), at.getEpochSecond()).getBytes(StandardCharsets.UTF_8);
        return "v1," + Hmac.base64(Hmac.sha256(secret.standardKey(), head, body));
    }
}
