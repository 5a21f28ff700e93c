package io.continuum.webhooks.core.egress;

/**
 * One HTTP header field that is safe to write on the wire.
 *
 * @param name a token (RFC 9110 §5.1), in any case
 * @param value printable Latin-1, so it cannot end its line; may be empty. Left out of {@link #toString()},
 *     because it may be a credential
 */
public record Header(String name, String value) {
    private static final String TOKEN_PUNCTUATION = "!#$%&'*+-.^_`|~";

    public Header {
        if (name.isEmpty() || !name.chars().allMatch(Header::isTokenChar)) {
            throw new IllegalArgumentException("a header name must be a token");
        }
        if (!value.chars().allMatch(Header::isPrintable)) {
            throw new IllegalArgumentException(
                    "the value of header " + name + " has characters that headers cannot carry");
        }
    }

    private static boolean isTokenChar(int c) {
        return (c >= '0' && c <= '9')
                || (c >= 'A' && c <= 'Z')
                || (c >= 'a' && c <= 'z')
                || TOKEN_PUNCTUATION.indexOf(c) >= 0;
    }

    /** Beyond Latin-1 only the low byte would be written, which can be a line end. */
    private static boolean isPrintable(int c) {
        return (c >= 0x20 && c <= 0x7E) || (c >= 0xA0 && c <= 0xFF);
    }

    @Override
    public String toString() {
        return name + ": ****";
    }
}
