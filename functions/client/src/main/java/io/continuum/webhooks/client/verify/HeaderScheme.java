package io.continuum.webhooks.client.verify;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A format's own header: hexadecimal HMAC-SHA256 of the body, in one format after the signed time. */
final class HeaderScheme implements Scheme {
    private final String signatureHeader;
    private final String deliveryHeader;
    private final @Nullable String timestampHeader;
    private final List<byte[]> secrets;

    private HeaderScheme(
            String signatureHeader, String deliveryHeader, @Nullable String timestampHeader, List<String> secrets) {
        this.signatureHeader = signatureHeader;
        this.deliveryHeader = deliveryHeader;
        this.timestampHeader = timestampHeader;
        if (secrets.stream().anyMatch(PublicKeys::isOne)) {
            // Anybody has it: taken for the key of an HMAC, it would let anybody sign.
            throw new IllegalArgumentException(
                    "the formats' own headers are made with the secret, never with a key pair");
        }
        this.secrets = secrets.stream().map(Macs::characters).toList();
    }

    static HeaderScheme continuum(List<String> secrets) {
        return new HeaderScheme("X-Continuum-Signature", "X-Continuum-Delivery", "X-Continuum-Timestamp", secrets);
    }

    static HeaderScheme lanonasis(List<String> secrets) {
        return new HeaderScheme("X-Lanonasis-Signature", "X-Lanonasis-Delivery", null, secrets);
    }

    static HeaderScheme brainBot(List<String> secrets) {
        return new HeaderScheme("X-Webhook-Signature", "webhook-id", null, secrets);
    }

    @Override
    public Signed verify(SignatureHeaders headers, byte[] body) throws SignatureHeaders.Rejected {
        String delivery = headers.one(deliveryHeader);
        String timestamp = timestampHeader == null ? null : headers.one(timestampHeader);
        Instant at = timestamp == null ? null : Scheme.seconds(timestamp);
        byte[] head = timestamp == null ? new byte[0] : (timestamp + ".").getBytes(StandardCharsets.UTF_8);
        boolean found = Macs.anyMade(Macs.hex(headers.one(signatureHeader)), secrets, head, body);
        for (String signature : alternates(headers)) {
            found |= Macs.anyMade(Macs.hex(signature), secrets, head, body);
        }
        if (!found) {
            throw new SignatureHeaders.Rejected(Verdict.Reason.WRONG_SIGNATURE);
        }
        return new Signed(delivery, at);
    }

    /** During a rotation the other secrets' signatures stand beside it, with spaces between them. */
    private List<String> alternates(SignatureHeaders headers) throws SignatureHeaders.Rejected {
        String name = signatureHeader + "-Alternate";
        return headers.values(name).isEmpty()
                ? List.of()
                : List.of(headers.one(name).split(" ", -1));
    }
}
