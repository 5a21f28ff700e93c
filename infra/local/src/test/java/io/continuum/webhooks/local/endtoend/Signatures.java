package io.continuum.webhooks.local.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A receiver's check of a signature, written from seed 002 §5 and not from our signer. */
final class Signatures {
    /** What precedes the 32 bytes in a SubjectPublicKeyInfo (RFC 8410 §4). */
    private static final byte[] SPKI = HexFormat.of().parseHex("302a300506032b6570032100");

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

    /** As markdown-brain-bot's and LanOnasis' own headers have it: of the body alone. */
    static String ofBody(Receiver.Request request, byte[] key) {
        return HexFormat.of().formatHex(hmac(key, request.text()));
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

    /** Verifies a {@code v1a} signature as Standard Webhooks has it, with a key as RFC 8037 writes it. */
    static boolean ed25519Accepts(Receiver.Request request, JsonNode jwk) {
        String signed = request.header("webhook-id") + "." + request.header("webhook-timestamp") + "." + request.text();
        byte[] point = Base64.getUrlDecoder().decode(jwk.path("x").asText());
        byte[] spki = Arrays.copyOf(SPKI, SPKI.length + point.length);
        System.arraycopy(point, 0, spki, SPKI.length, point.length);
        try {
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(spki)));
            verifier.update(signed.getBytes(StandardCharsets.UTF_8));
            String given = request.header("webhook-signature");
            return given.startsWith("v1a,")
                    && verifier.verify(Base64.getDecoder().decode(given.substring(4)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
