package io.continuum.webhooks.core.egress;

import java.util.Locale;
import java.util.OptionalInt;

/**
 * A text cut at the places where a URL is cut (RFC 3986 §3). Any text can be cut; whether the parts are good is for the
 * rules to say.
 *
 * @param scheme in lower case; empty where there is no {@code ://}
 * @param authority all between {@code ://} and the path
 * @param host in lower case, an IPv6 address with its brackets
 * @param portText what follows the host: empty, {@code :} and digits, or anything
 * @param pathAndQuery as given, with a slash in front where there was none
 */
record UrlParts(String scheme, String authority, String host, String portText, String pathAndQuery) {
    private static final String AUTHORITY_START = "://";

    /** Largest port number and so the most digits. */
    private static final int LARGEST_PORT = 65_535;

    static UrlParts of(String text) {
        int schemeEnd = text.indexOf(AUTHORITY_START);
        int start = schemeEnd < 0 ? text.length() : schemeEnd + AUTHORITY_START.length();
        int end = start;
        while (end < text.length() && text.charAt(end) != '/' && text.charAt(end) != '?') {
            end++;
        }
        String scheme = text.substring(0, Math.max(schemeEnd, 0)).toLowerCase(Locale.ROOT);
        String authority = text.substring(start, end);
        int hostEnd = hostEnd(authority);
        String host = authority.substring(0, hostEnd).toLowerCase(Locale.ROOT);
        String rest = text.substring(end);
        return new UrlParts(
                scheme, authority, host, authority.substring(hostEnd), rest.startsWith("/") ? rest : "/" + rest);
    }

    private static int hostEnd(String authority) {
        if (authority.startsWith("[")) {
            int bracket = authority.indexOf(']');
            return bracket < 0 ? authority.length() : bracket + 1;
        }
        int colon = authority.indexOf(':');
        return colon < 0 ? authority.length() : colon;
    }

    /** Returns whether anything stands where the port would; a colon alone means the scheme's port (RFC 3986 §3.2.3). */
    boolean namesPort() {
        return !portText.isEmpty() && !portText.equals(":");
    }

    /** Returns the port written as a number of 1 to 65535 without leading zeros; empty for none and for anything else. */
    OptionalInt explicitPort() {
        if (!portText.matches(":[1-9][0-9]{0,4}")) {
            return OptionalInt.empty();
        }
        int port = Integer.parseInt(portText.substring(1));
        return port > LARGEST_PORT ? OptionalInt.empty() : OptionalInt.of(port);
    }
}
