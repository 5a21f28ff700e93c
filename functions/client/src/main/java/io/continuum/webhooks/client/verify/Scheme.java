package io.continuum.webhooks.client.verify;

import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How a format signs. */
interface Scheme {
    /** Returns what the signature vouches for. */
    Signed verify(SignatureHeaders headers, byte[] body) throws SignatureHeaders.Rejected;

    /**
     * What is vouched for.
     *
     * @param deliveryId the delivery; the formats' own signatures do not cover it
     * @param at when it was signed; null where the format signs no time
     */
    record Signed(String deliveryId, @Nullable Instant at) {}

    /** Reads Unix seconds. */
    static Instant seconds(String text) throws SignatureHeaders.Rejected {
        try {
            return Instant.ofEpochSecond(Long.parseLong(text));
        } catch (NumberFormatException | DateTimeException e) {
            throw new SignatureHeaders.Rejected(Verdict.Reason.MALFORMED_HEADER);
        }
    }
}
