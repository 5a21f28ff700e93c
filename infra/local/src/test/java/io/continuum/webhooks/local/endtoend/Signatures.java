package io.continuum.webhooks.local.endtoend;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A receiver's check of a signature, written from seed 002 §5 and not from our signer. */
final class Signatures {
    private Signatures() {}

    static String continuum(Receiver.Request request, String secret) {
        String signed = request.header("x-continuum-timestamp") + "." + request.text();
        return HexFormat.of().formatHex(hmac(secret.getBytes(StandardCharsets.UTF_8), signed));
    }

    /** From the Standard Webhooks specification, "Signature scheme". */
    static String standard(Receiver.Request request, byte[] key) {
        String signed = request.header("webhook-id") + "." + request.header("webhook-timestamp") + "." + request.text();
        return "v1," + Base64.getEncoder().encodeToString(hmac(key, signed));
    }

    private static byte[] hmac(byte[] key, String signed) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
