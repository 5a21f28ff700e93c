package io.continuum.webhooks.local.secretsmanager;

import io.continuum.webhooks.core.egress.Header;
import io.continuum.webhooks.core.egress.HttpPost;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Tells by which secrets a request of the format {@code continuum} is signed, with no code of the product's. */
final class Signed {
    private Signed() {}

    /** Returns {@code secrets} in the order of the headers that they made: the leading one, then the other one. */
    static List<String> by(HttpPost post, List<String> secrets) {
        return post.headers().stream()
                .filter(header -> header.name().startsWith("X-Continuum-Signature"))
                .sorted((one, other) -> one.name().compareTo(other.name()))
                .map(header -> secrets.stream()
                        .filter(secret -> hmac(secret, post).equals(header.value()))
                        .findFirst()
                        .orElse("nobody knows"))
                .toList();
    }

    /** Returns how many signatures the Standard Webhooks header has. */
    static int standardSignatures(HttpPost post) {
        return header(post, "webhook-signature").split(" ", -1).length;
    }

    static String header(HttpPost post, String name) {
        return post.headers().stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .findFirst()
                .orElse("");
    }

    private static String hmac(String secret, HttpPost post) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update((header(post, "X-Continuum-Timestamp") + ".").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(mac.doFinal(post.body()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
