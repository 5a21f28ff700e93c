package io.continuum.webhooks.core.format;

import io.continuum.webhooks.core.egress.Header;
import io.continuum.webhooks.core.id.DeliveryId;
import io.continuum.webhooks.core.signing.Credentials;
import io.continuum.webhooks.core.signing.Credentials.Signing;
import io.continuum.webhooks.core.signing.Ed25519Key;
import io.continuum.webhooks.core.signing.Hmac;
import io.continuum.webhooks.core.signing.Secret;
import io.continuum.webhooks.core.signing.SignatureScheme;
import io.continuum.webhooks.core.signing.StandardWebhooks;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Signs for one webhook, with every secret that is valid at the time (spec.md §4). Thread-safe.
 *
 * @param credentials what it signs with
 * @param scheme what makes the Standard Webhooks signature; a secret without a key pair signs by HMAC in any case
 * @param sendsRawSecret whether the receiver gets the secret itself, so that a key derived from it signs
 */
public record Signer(Credentials credentials, SignatureScheme scheme, boolean sendsRawSecret) {
    private static final String ALTERNATE = "-Alternate";

    /** Returns what signs for a webhook whose receiver never gets the secret, by HMAC. */
    public static Signer of(Credentials credentials) {
        return new Signer(credentials, SignatureScheme.HMAC, false);
    }

    /** Returns the three headers of Standard Webhooks; one signature of each valid secret, newest first. */
    List<Header> standard(DeliveryId id, Instant at, byte[] body) {
        String signatures = credentials.validAt(at).stream()
                .map(signing -> signature(signing, id, at, body))
                .collect(Collectors.joining(" "));
        return List.of(
                new Header("webhook-id", id.value()),
                new Header("webhook-timestamp", Long.toString(at.getEpochSecond())),
                new Header("webhook-signature", signatures));
    }

    /**
     * Returns the header of a format's own that receivers compare as a whole: the leading secret's signature of the
     * parts, in hexadecimal. While other secrets are valid, theirs stand beside it, newest first and with spaces
     * between them.
     */
    List<Header> own(String name, Instant at, byte[]... parts) {
        Signing leading = credentials.leadingAt(at);
        List<Header> headers = new ArrayList<>();
        headers.add(new Header(name, Hmac.hex(Hmac.sha256(ownKey(leading.secret()), parts))));
        String others = credentials.validAt(at).stream()
                .filter(signing -> !signing.equals(leading))
                .map(signing -> Hmac.hex(Hmac.sha256(ownKey(signing.secret()), parts)))
                .collect(Collectors.joining(" "));
        if (!others.isEmpty()) {
            headers.add(new Header(name + ALTERNATE, others));
        }
        return headers;
    }

    /** Returns the secret that leads at that time. */
    Secret leading(Instant at) {
        return credentials.leadingAt(at).secret();
    }

    private String signature(Signing signing, DeliveryId id, Instant at, byte[] body) {
        Ed25519Key key = signing.key();
        return scheme == SignatureScheme.ED25519 && key != null
                ? StandardWebhooks.asymmetric(key, id, at, body)
                : StandardWebhooks.symmetric(standardKey(signing.secret()), id, at, body);
    }

    private byte[] ownKey(Secret secret) {
        return sendsRawSecret ? secret.derivedKey() : secret.hmacKey();
    }

    private byte[] standardKey(Secret secret) {
        return sendsRawSecret ? secret.derivedKey() : secret.standardKey();
    }
}
