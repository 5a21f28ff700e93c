package io.continuum.webhooks.core.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import io.continuum.webhooks.core.signing.Secret;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads the secret that a tenant brings, to register a webhook or to rotate its secret. */
final class SecretReader {
    private static final String MALFORMED = "A string of 16 to 128 bytes; leave it out to have one made.";
    private static final String KEY_OF_PAIR =
            "A secret does not begin with whpk_ or whsk_: verifiers would take it for a key of a key pair.";

    private SecretReader() {}

    /**
     * Reads it.
     *
     * @param given missing or null = none was brought
     * @param fault gets what is wrong with it; then nothing is returned
     */
    static Optional<Secret> read(JsonNode given, Consumer<String> fault) {
        if (given.isMissingNode() || given.isNull()) {
            return Optional.empty();
        }
        Optional<Secret> secret = given.isTextual() ? Secret.of(given.textValue()) : Optional.empty();
        if (secret.isEmpty()) {
            fault.accept(MALFORMED);
        } else if (secret.get().isLikeKeyOfPair()) {
            fault.accept(KEY_OF_PAIR);
            return Optional.empty();
        }
        return secret;
    }
}
