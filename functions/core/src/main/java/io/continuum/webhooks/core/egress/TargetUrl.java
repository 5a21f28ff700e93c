package io.continuum.webhooks.core.egress;

import java.net.InetAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The URL of a webhook, as it passed the rules of {@link UrlPolicy}; only that class makes one. Immutable. Equal to
 * another one that was written with the same characters.
 */
public final class TargetUrl {
    private final String text;
    private final String scheme;
    private final String host;
    private final int port;
    private final String pathAndQuery;
    private final @Nullable InetAddress literal;

    TargetUrl(String text, String scheme, Authority authority, String pathAndQuery) {
        this.text = text;
        this.scheme = scheme;
        this.host = authority.host();
        this.port = authority.port();
        this.pathAndQuery = pathAndQuery;
        this.literal = authority.literal();
    }

    /** The part between {@code //} and the path, taken apart; the port is the scheme's where none was written. */
    record Authority(String host, int port, @Nullable InetAddress literal) {}

    /** Returns {@code https}, or {@code http} where insecure targets are allowed. */
    public String scheme() {
        return scheme;
    }

    /** Returns the name in lower case, or the address: an IPv6 one as eight hexadecimal groups, without brackets. */
    public String host() {
        return host;
    }

    /** Returns the port to dial, 1 to 65535: the scheme's own where the URL names none. */
    public int port() {
        return port;
    }

    /** Returns whether the port is the scheme's own, which the Host header then leaves out (RFC 9110 §7.2). */
    public boolean hasDefaultPort() {
        return port == (scheme.equals("https") ? EgressLimits.HTTPS_PORT : EgressLimits.HTTP_PORT);
    }

    /** Returns path and query with the characters given, not decoded; at least {@code /}. */
    public String pathAndQuery() {
        return pathAndQuery;
    }

    /** Returns whether the host is an address and not a name, so that there is nothing to look up. */
    public boolean isLiteral() {
        return literal != null;
    }

    /** Returns the address where the host is one; empty for a name. It passed the address rules. */
    public Optional<InetAddress> literalAddress() {
        return Optional.ofNullable(literal);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TargetUrl that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** Returns the URL exactly as it was given. */
    @Override
    public String toString() {
        return text;
    }
}
