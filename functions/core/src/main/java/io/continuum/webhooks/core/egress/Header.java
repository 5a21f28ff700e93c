package io.continuum.webhooks.core.egress;

/**
 * One HTTP header field that is safe to write on the wire.
 *
 * @param name a token (RFC 9110 §5.1), in any case
 * @param value without control characters, so it cannot end its line; may be empty. Left out of {@link #toString()},
 *     because it may be a credential
 */
public record Header(String name, String value) {
    private static final String TOKEN_PUNCTUATION = "!#$%&'*+-.^_`|~";

    public Header {
        if (name.isEmpty() || !name.chars().allMatch(Header::isTokenChar)) {
            throw new IllegalArgumentException("a header name must be a token");
        }
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("the value of header " + name + " has control characters");
        }
    }

    private static boolean isTokenChar(int c) {
        return (c >= '0' && c <= '9')
                || (c >= 'A' && c <= 'Z')
                || (c >= 'a' && c <= 'z')
                || TOKEN_PUNCTUATION.indexOf(c) >= 0;
    }

    @Override
    public String toString() {
        return name + ": ****";
    }
}
