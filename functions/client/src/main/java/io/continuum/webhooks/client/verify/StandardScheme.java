package io.continuum.webhooks.client.verify;

import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/** Standard Webhooks: {@code id.timestamp.body}, several signatures in one header. */
final class StandardScheme implements Scheme {
    private static final String HMAC = "v1,";
    private static final String ED25519 = "v1a,";

    private final List<byte[]> secrets;
    private final List<PublicKey> publicKeys;

    StandardScheme(List<String> keys) {
        secrets = keys.stream()
                .filter(key -> !PublicKeys.isOne(key))
                .map(Macs::standardKey)
                .toList();
        publicKeys =
                keys.stream().filter(PublicKeys::isOne).map(PublicKeys::read).toList();
    }

    @Override
    public Signed verify(SignatureHeaders headers, byte[] body) throws SignatureHeaders.Rejected {
        String id = headers.one("webhook-id");
        String timestamp = headers.one("webhook-timestamp");
        String signatures = headers.one("webhook-signature");
        Instant at = Scheme.seconds(timestamp);
        byte[] head = (id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8);
        boolean found = false;
        for (String signature : signatures.split(" ", -1)) {
            found |= made(signature, head, body);
        }
        if (!found) {
            throw new SignatureHeaders.Rejected(Verdict.Reason.WRONG_SIGNATURE);
        }
        return new Signed(id, at);
    }

    /** Signatures of versions to come are passed over. */
    private boolean made(String signature, byte[] head, byte[] body) {
        try {
            if (signature.startsWith(HMAC)) {
                byte[] bytes = Base64.getDecoder().decode(signature.substring(HMAC.length()));
                return Macs.anyMade(bytes, secrets, head, body);
            }
            if (signature.startsWith(ED25519)) {
                byte[] bytes = Base64.getDecoder().decode(signature.substring(ED25519.length()));
                return publicKeys.stream().anyMatch(key -> PublicKeys.made(key, bytes, head, body));
            }
            return false;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
