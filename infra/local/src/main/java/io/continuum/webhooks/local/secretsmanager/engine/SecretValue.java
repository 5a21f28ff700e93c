package io.continuum.webhooks.local.secretsmanager.engine;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** What a version keeps secret: a text or bytes, 1 to 65,536 bytes of it. {@code toString} never shows it. */
public sealed interface SecretValue {
    /**
     * Wraps a text.
     *
     * @throws RejectedException InvalidParameterException when it is empty or larger than 65,536 bytes in UTF-8
     */
    static SecretValue ofText(String text) {
        return new Text(text);
    }

    /**
     * Wraps a copy of some bytes.
     *
     * @throws RejectedException InvalidParameterException when there are none or more than 65,536
     */
    static SecretValue ofBytes(byte[] bytes) {
        return new Binary(Base64.getEncoder().encodeToString(bytes));
    }

    /**
     * A value given as SecretString.
     *
     * @param text the value itself
     */
    record Text(String text) implements SecretValue {
        /** Refuses empty and too large values. */
        public Text {
            requireSize("SecretString", text.getBytes(StandardCharsets.UTF_8).length);
        }

        @Override
        public String toString() {
            return "Text[redacted]";
        }
    }

    /**
     * A value given as SecretBinary. Kept as base64, so that equal bytes are equal values.
     *
     * @param base64 the bytes in base64 with padding
     */
    record Binary(String base64) implements SecretValue {
        /** Refuses empty and too large values; text that is not base64 is an IllegalArgumentException. */
        public Binary {
            requireSize("SecretBinary", Base64.getDecoder().decode(base64).length);
        }

        @Override
        public String toString() {
            return "Binary[redacted]";
        }
    }

    private static void requireSize(String what, int bytes) {
        if (bytes < 1 || bytes > Limits.VALUE_MAX_BYTES) {
            throw RejectedException.invalidParameter(what + " must be 1-" + Limits.VALUE_MAX_BYTES + " bytes long.");
        }
    }
}
