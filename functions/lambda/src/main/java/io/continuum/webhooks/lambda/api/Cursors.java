package io.continuum.webhooks.lambda.api;

import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.signing.Hmac;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Makes and reads cursors: a position that only we can have written, good for one list of one tenant. A cursor says
 * nothing that its owner may not know, so it is signed and not encrypted. Thread-safe.
 */
public final class Cursors {
    /** Bytes of HMAC-SHA256 that are kept: 2^-128 is the chance of a guess. */
    private static final int SIGNATURE_BYTES = 16;

    private final Supplier<byte[]> key;

    /** Signs with the deployment's own key, which is asked for when the first cursor is made or read. */
    public Cursors(Supplier<byte[]> key) {
        this.key = key;
    }

    /**
     * Returns a cursor.
     *
     * @param list what is being paged, with everything that must be the same on the next page, such as
     *     {@code deliveries wh_…}
     * @param position where the next page begins, as the list understands it
     */
    String make(TenantId tenant, String list, String position) {
        byte[] text = position.getBytes(StandardCharsets.UTF_8);
        byte[] signature = signature(tenant, list, text);
        byte[] whole = Arrays.copyOf(signature, SIGNATURE_BYTES + text.length);
        System.arraycopy(text, 0, whole, SIGNATURE_BYTES, text.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
    }

    /** Returns the position in a cursor; empty if it was not made here for this list of this tenant. */
    Optional<String> read(TenantId tenant, String list, String cursor) {
        byte[] whole;
        try {
            whole = Base64.getUrlDecoder().decode(cursor);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (whole.length <= SIGNATURE_BYTES) {
            return Optional.empty();
        }
        byte[] text = Arrays.copyOfRange(whole, SIGNATURE_BYTES, whole.length);
        byte[] given = Arrays.copyOf(whole, SIGNATURE_BYTES);
        return MessageDigest.isEqual(given, signature(tenant, list, text))
                ? Optional.of(new String(text, StandardCharsets.UTF_8))
                : Optional.empty();
    }

    private byte[] signature(TenantId tenant, String list, byte[] text) {
        // Neither a tenant nor a list has a line feed in its name.
        byte[] head = (tenant + "\n" + list + "\n").getBytes(StandardCharsets.UTF_8);
        return Arrays.copyOf(Hmac.sha256(key.get(), head, text), SIGNATURE_BYTES);
    }
}
