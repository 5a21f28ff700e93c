package io.continuum.webhooks.core.tenant;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What is stored of an API key. The key itself is stored nowhere; looking its hash up leaves nothing to compare, so
 * nothing to time.
 *
 * @param hex SHA-256 of the key's UTF-8 bytes, 64 lower-case hex digits
 */
public record KeyHash(String hex) {
    /** Shortest key accepted, in characters. Keys we make have 256 random bits. Source: spec, "Keys and tenants". */
    public static final int MIN_KEY_LENGTH = 16;

    /** Returns the hash of {@code key}. */
    public static KeyHash of(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return new KeyHash(HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
