package io.continuum.webhooks.core.signing;

import java.util.Locale;
import java.util.Optional;

/** What makes the Standard Webhooks signature of a delivery; the formats' own headers are always HMAC. */
public enum SignatureScheme {
    /** {@code v1}: HMAC-SHA256 with the webhook's secret. */
    HMAC,
    /** {@code v1a}: Ed25519 with the webhook's own key pair, whose public half is in the tenant's JWKS. */
    ED25519;

    /** Returns the name used in requests and answers. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the scheme of that name; empty if there is none. */
    public static Optional<SignatureScheme> of(String code) {
        for (SignatureScheme scheme : values()) {
            if (scheme.code().equals(code)) {
                return Optional.of(scheme);
            }
        }
        return Optional.empty();
    }
}
