package io.continuum.webhooks.core.egress;

import java.util.Locale;

/**
 * Why a URL is refused, for logs and tests. The API shows one fixed message instead: telling rules apart would help
 * whoever probes them.
 */
public enum UrlRefusal {
    /** No characters. */
    EMPTY,
    /** More than 2,048 characters. */
    TOO_LONG,
    /** Something other than printable ASCII; names in other scripts are sent as punycode. */
    FORBIDDEN_CHARACTER,
    /** A backslash, which some parsers take for a slash. */
    BACKSLASH,
    /** A {@code #}. */
    FRAGMENT,
    /** Not {@code https://} at the start. */
    SCHEME_NOT_ALLOWED,
    /** An {@code @} before the path: user names hide the true host. */
    USERINFO,
    /** Not a decimal number of 1 to 65535 without leading zeros. */
    PORT_INVALID,
    /** A port that webhooks may not go to. */
    PORT_NOT_ALLOWED,
    /** Nothing before the port or path. */
    HOST_MISSING,
    /** Not letters, digits and hyphens in labels of 1 to 63, or more than 253 characters. */
    HOST_INVALID,
    /** A dot at the end, which makes two spellings of one name. */
    TRAILING_DOT,
    /** A last label that begins with a digit and is no dotted quad: some stacks read an address in it. */
    NUMERIC_HOST,
    /** One label only: a name of a local network. */
    SINGLE_LABEL,
    /** A name that is kept for local use, such as {@code .internal}. */
    RESERVED_NAME,
    /** An {@code xn--} label that does not decode. */
    PUNYCODE_INVALID,
    /** Brackets without an IPv6 address in them, or one with a zone. */
    ADDRESS_INVALID,
    /** An address that is not public. */
    ADDRESS_NOT_ALLOWED;

    /** Returns the stable snake_case name. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
