package io.continuum.webhooks.core.egress;

import static io.continuum.webhooks.core.egress.UrlPolicy.when;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The part of {@link UrlPolicy} that is about the host: in lower case, an IPv6 address in its brackets. */
record HostRules(boolean allowInsecureTargets) {
    /** Names for local use: RFC 6761, RFC 6762, RFC 8375, ICANN's .internal, and what routers and clouds use. */
    private static final List<String> RESERVED =
            List.of("localhost", "local", "localdomain", "localdomain6", "internal", "lan", "home.arpa");

    /** Returns the first rule that the host's text breaks; addresses are not judged here. */
    Optional<UrlRefusal> refusal(String host) {
        if (host.isEmpty()) {
            return Optional.of(UrlRefusal.HOST_MISSING);
        }
        if (host.startsWith("[")) {
            return when(literal(host).isEmpty(), UrlRefusal.ADDRESS_INVALID);
        }
        boolean exempt = (allowInsecureTargets && host.equals("localhost")) || isV4(host);
        return exempt ? Optional.empty() : nameRefusal(host);
    }

    /** Returns the address that the host is; empty for a name and for brackets around anything else. */
    static Optional<InetAddress> literal(String host) {
        if (!host.startsWith("[")) {
            return IpLiteral.v4(host).map(HostRules::address);
        }
        return host.endsWith("]") ? IpLiteral.v6(withoutBrackets(host)).map(HostRules::address) : Optional.empty();
    }

    /** Returns the host for dialling: brackets gone, and an IPv6 address in the one form that every library reads. */
    static String plain(String host) {
        return host.startsWith("[")
                ? IpLiteral.v6(withoutBrackets(host)).map(IpLiteral::inFull).orElse(host)
                : host;
    }

    private static String withoutBrackets(String host) {
        return host.substring(1, host.length() - 1);
    }

    private static boolean isV4(String host) {
        return IpLiteral.v4(host).isPresent();
    }

    private static Optional<UrlRefusal> nameRefusal(String name) {
        if (name.length() > 1 && name.endsWith(".")) {
            return Optional.of(UrlRefusal.TRAILING_DOT);
        }
        var labels = Arrays.asList(name.split("\\.", -1));
        if (name.length() > EgressLimits.HOST_CHARS || !labels.stream().allMatch(HostRules::isLdh)) {
            return Optional.of(UrlRefusal.HOST_INVALID);
        }
        return when(!Character.isLetter(labels.getLast().charAt(0)), UrlRefusal.NUMERIC_HOST)
                .or(() -> when(isReserved(name), UrlRefusal.RESERVED_NAME))
                .or(() -> when(labels.size() == 1, UrlRefusal.SINGLE_LABEL))
                .or(() -> when(!labels.stream().allMatch(Punycode::isSound), UrlRefusal.PUNYCODE_INVALID));
    }

    /** Letters, digits and hyphens, no hyphen at either end (RFC 1123 §2.1). */
    private static boolean isLdh(String label) {
        return label.length() <= EgressLimits.LABEL_CHARS && label.matches("[a-z0-9]([a-z0-9-]*[a-z0-9])?");
    }

    private static boolean isReserved(String name) {
        return RESERVED.stream().anyMatch(reserved -> name.equals(reserved) || name.endsWith("." + reserved));
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 or 16 bytes are always an address", e);
        }
    }
}
