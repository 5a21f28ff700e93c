package io.continuum.webhooks.core.signing;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Everything secret of one webhook, kept together in one secret of the vault.
 *
 * @param secrets newest first; the first one signs, the others are valid until their ends
 * @param headers values of the webhook's own headers, by lower-case name
 */
public record Credentials(List<Signing> secrets, Map<String, String> headers) {
    /** Copies both; at least one secret is needed. */
    public Credentials {
        secrets = List.copyOf(secrets);
        headers = Map.copyOf(headers);
        if (secrets.isEmpty()) {
            throw new IllegalArgumentException("a webhook has at least one secret");
        }
    }

    /**
     * A signing secret and its end.
     *
     * @param secret the secret
     * @param validUntil first instant at which it no longer signs; {@link Instant#MAX} for the current one
     */
    public record Signing(Secret secret, Instant validUntil) {}

    /** Returns the credentials of a webhook with one secret and no headers of its own. */
    public static Credentials of(Secret secret) {
        return new Credentials(List.of(new Signing(secret, Instant.MAX)), Map.of());
    }

    /** Returns the secret that signs now. */
    public Secret current() {
        return secrets.getFirst().secret();
    }

    @Override
    public String toString() {
        return "Credentials[" + secrets.size() + " secrets, " + headers.size() + " headers]";
    }
}
