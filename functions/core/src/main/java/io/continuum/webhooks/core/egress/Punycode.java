package io.continuum.webhooks.core.egress;

/**
 * Decodes punycode only to see whether it can be (RFC 3492 §6.2). {@code java.net.IDN} knows Unicode 3.2 and the rules
 * of 2003 and so refuses names that are registered today.
 */
final class Punycode {
    private static final String PREFIX = "xn--";
    private static final int BASE = 36;
    private static final int T_MIN = 1;
    private static final int T_MAX = 26;
    private static final int SKEW = 38;
    private static final int DAMP = 700;
    private static final int FIRST_BIAS = 72;
    private static final int FIRST_CODE_POINT = 0x80;

    private Punycode() {}

    /** Returns whether a label in lower case is no punycode, or decodes to at least one non-ASCII character. */
    static boolean isSound(String label) {
        return !label.startsWith(PREFIX) || decodes(label.substring(PREFIX.length()));
    }

    private static boolean decodes(String code) {
        int delimiter = code.lastIndexOf('-');
        int count = Math.max(delimiter, 0);
        int at = delimiter + 1;
        if (at == code.length()) {
            return false;
        }
        long codePoint = FIRST_CODE_POINT;
        long position = 0;
        int bias = FIRST_BIAS;
        while (at < code.length()) {
            long before = position;
            long weight = 1;
            for (int k = BASE; ; k += BASE) {
                int digit = at < code.length() ? digit(code.charAt(at++)) : -1;
                if (digit < 0) {
                    return false;
                }
                // At most 59 digits of a label come here; the check below ends it long before a long overflows.
                position += digit * weight;
                int threshold = Math.clamp(k - bias, T_MIN, T_MAX);
                if (digit < threshold) {
                    break;
                }
                weight *= BASE - threshold;
                if (weight > Integer.MAX_VALUE || position > Integer.MAX_VALUE) {
                    return false;
                }
            }
            count++;
            bias = adapt(position - before, count, before == 0);
            codePoint += position / count;
            position = position % count + 1;
            if (codePoint > Character.MAX_CODE_POINT || isSurrogate(codePoint)) {
                return false;
            }
        }
        return true;
    }

    private static int digit(char c) {
        return c >= 'a' && c <= 'z' ? c - 'a' : c >= '0' && c <= '9' ? c - '0' + 26 : -1;
    }

    private static boolean isSurrogate(long codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }

    private static int adapt(long delta, int count, boolean first) {
        long left = first ? delta / DAMP : delta / 2;
        left += left / count;
        int k = 0;
        while (left > (BASE - T_MIN) * T_MAX / 2) {
            left /= BASE - T_MIN;
            k += BASE;
        }
        return (int) (k + (BASE - T_MIN + 1) * left / (left + SKEW));
    }
}
