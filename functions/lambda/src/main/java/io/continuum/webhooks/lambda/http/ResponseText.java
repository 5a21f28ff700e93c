package io.continuum.webhooks.lambda.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.continuum.webhooks.core.egress.EgressLimits;
import io.continuum.webhooks.core.egress.HiddenTexts;

/**
 * What is kept of an answer's body: text that is safe to store and to show.
 *
 * @param text at most 16 KB as UTF-8
 * @param truncated whether it is not the whole body
 */
record ResponseText(String text, boolean truncated) {
    private static final char REPLACEMENT = '\uFFFD';

    /**
     * Reads bytes as UTF-8: what is not becomes U+FFFD, control characters but tab, line feed and carriage return are
     * left out, and so are the secrets sent.
     *
     * @param cut whether more bytes would have followed
     */
    static ResponseText of(byte[] bytes, boolean cut, HiddenTexts secrets) {
        String text = new String(bytes, UTF_8);
        if (cut && !text.isEmpty() && text.charAt(text.length() - 1) == REPLACEMENT) {
            text = text.substring(0, text.length() - 1); // a character cut in two is not the receiver's mistake
        }
        text = secrets.takenOutOf(withoutControls(text));
        if (cut) {
            text = secrets.withoutBeginning(text);
        }
        String fitting = fitting(text);
        return new ResponseText(fitting, cut || fitting.length() < text.length());
    }

    /** Returns what of a text can be a header's value: printable Latin-1. */
    static String ofHeader(String value, int longest) {
        var kept = new StringBuilder();
        value.chars()
                .filter(c -> c <= 0xFF && !Character.isISOControl(c))
                .limit(longest)
                .forEach(c -> kept.append((char) c));
        return kept.toString();
    }

    private static String withoutControls(String text) {
        var kept = new StringBuilder(text.length());
        text.chars()
                .filter(c -> !Character.isISOControl(c) || c == '\t' || c == '\n' || c == '\r')
                .forEach(c -> kept.append((char) c));
        return kept.toString();
    }

    /** Each replaced byte takes three: what was 16 KB on the wire can be more now. */
    private static String fitting(String text) {
        int bytes = 0;
        int end = 0;
        while (end < text.length()) {
            int codePoint = text.codePointAt(end);
            bytes += codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
            if (bytes > EgressLimits.RESPONSE_BODY_BYTES) {
                break;
            }
            end += Character.charCount(codePoint);
        }
        return text.substring(0, end);
    }
}
