package io.continuum.webhooks.core.id;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * A ULID in lower case (github.com/ulid/spec): 48 bits of milliseconds and 80 bits of anything, as 26 characters whose
 * text order is time order.
 */
final class Ulid {
    static final int LENGTH = 26;

    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int TIME_LENGTH = 10;
    private static final int ENTROPY_BYTES = 10;
    private static final Instant LAST = Instant.ofEpochMilli((1L << 48) - 1);
    private static final String NOTHING = "0".repeat(LENGTH - TIME_LENGTH);
    private static final String EVERYTHING = "z".repeat(LENGTH - TIME_LENGTH);
    // 26 characters hold 130 bits, so the first one has only three of them.
    private static final Pattern TEXT = Pattern.compile("[0-7][0-9a-hjkmnp-tv-z]{25}");

    private Ulid() {}

    static boolean isValid(String text) {
        return TEXT.matcher(text).matches();
    }

    static String random(Instant time, RandomGenerator random) {
        var entropy = new byte[ENTROPY_BYTES];
        random.nextBytes(entropy);
        return of(time, entropy);
    }

    /** Returns the same text for the same time (to the millisecond) and parts, everywhere and always. */
    static String derived(Instant time, String... parts) {
        return of(time, Arrays.copyOf(digest(parts), ENTROPY_BYTES));
    }

    /** Returns 128 bits of the parts' digest: a ULID in form, without a time in it. */
    static String ofKey(String... parts) {
        return encode(Arrays.copyOf(digest(parts), 16));
    }

    /** Returns the ULID with its 80 bits turned by the first 80 of the part's digest (XOR); the time stays. */
    static String turned(String ulid, String part) {
        byte[] bytes = decode(ulid);
        byte[] mask = digest(part);
        for (int i = 0; i < ENTROPY_BYTES; i++) {
            bytes[bytes.length - ENTROPY_BYTES + i] ^= mask[i];
        }
        return encode(bytes);
    }

    /** Returns the least ULID of that millisecond; times outside the 48 bits count as the nearest one inside. */
    static String floor(Instant time) {
        return of(clamped(time), new byte[ENTROPY_BYTES]).substring(0, TIME_LENGTH) + NOTHING;
    }

    /** Returns the greatest ULID of that millisecond; times outside the 48 bits count as the nearest one inside. */
    static String ceiling(Instant time) {
        return of(clamped(time), new byte[ENTROPY_BYTES]).substring(0, TIME_LENGTH) + EVERYTHING;
    }

    static Instant time(String ulid) {
        var millis = 0L;
        for (var i = 0; i < TIME_LENGTH; i++) {
            millis = millis << 5 | ALPHABET.indexOf(ulid.charAt(i));
        }
        return Instant.ofEpochMilli(millis);
    }

    private static Instant clamped(Instant time) {
        if (time.isBefore(Instant.EPOCH)) {
            return Instant.EPOCH;
        }
        return time.isAfter(LAST) ? LAST : time;
    }

    private static String of(Instant time, byte[] entropy) {
        if (time.isBefore(Instant.EPOCH) || time.isAfter(LAST)) {
            throw new IllegalArgumentException("no 48-bit time: " + time);
        }
        var bytes = ByteBuffer.allocate(16)
                .putShort((short) (time.toEpochMilli() >>> 32))
                .putInt((int) time.toEpochMilli())
                .put(entropy);
        return encode(bytes.array());
    }

    private static String encode(byte[] sixteen) {
        var bits = new BigInteger(1, sixteen);
        var text = new char[LENGTH];
        for (var i = LENGTH - 1; i >= 0; i--) {
            text[i] = ALPHABET.charAt(bits.intValue() & 31);
            bits = bits.shiftRight(5);
        }
        return new String(text);
    }

    private static byte[] decode(String ulid) {
        var bits = BigInteger.ZERO;
        for (var i = 0; i < LENGTH; i++) {
            bits = bits.shiftLeft(5).or(BigInteger.valueOf(ALPHABET.indexOf(ulid.charAt(i))));
        }
        var sixteen = new byte[16];
        for (var i = sixteen.length - 1; i >= 0; i--) {
            sixteen[i] = bits.byteValue();
            bits = bits.shiftRight(8);
        }
        return sixteen;
    }

    // Every part is preceded by its length, so that ("ab", "c") and ("a", "bc") differ.
    private static byte[] digest(String... parts) {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            for (var part : parts) {
                var bytes = part.getBytes(StandardCharsets.UTF_8);
                sha256.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
                sha256.update(bytes);
            }
            return sha256.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
