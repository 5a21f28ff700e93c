package io.continuum.webhooks.core.egress;

import io.continuum.webhooks.core.egress.TargetUrl.Authority;
import io.continuum.webhooks.core.egress.UrlVerdict.Accepted;
import io.continuum.webhooks.core.egress.UrlVerdict.Refused;
import java.util.Optional;

/**
 * Which URLs a webhook may have: a strict grammar, read by hand before any other parser sees the text, because parsers
 * disagree ({@code java.net.URI} finds a host in 81 of 363 malformed URLs). Used at registration and again at each
 * attempt. Immutable.
 *
 * @param allowInsecureTargets http, {@code localhost}, loopback addresses and any port are allowed as well, for
 *     receivers on the developer's own machine; every other rule holds
 */
public record UrlPolicy(boolean allowInsecureTargets) {
    /** Returns the rules for addresses that go with these: for literals here, and for names when they are looked up. */
    public AddressPolicy addresses() {
        return new AddressPolicy(allowInsecureTargets);
    }

    /** Returns the rules for ports that go with these. */
    public PortPolicy ports() {
        return new PortPolicy(allowInsecureTargets);
    }

    /** Judges a text as it came from outside; the first rule broken is the reason. Looks nothing up. */
    public UrlVerdict parse(String text) {
        var parts = UrlParts.of(text);
        var host = new HostRules(allowInsecureTargets);
        return characters(text)
                .or(() -> scheme(parts))
                .or(() -> when(parts.authority().indexOf('@') >= 0, UrlRefusal.USERINFO))
                .or(() -> host.refusal(parts.host()))
                .or(() -> port(parts))
                .or(() -> address(parts))
                .<UrlVerdict>map(Refused::new)
                .orElseGet(() -> new Accepted(accepted(text, parts)));
    }

    private static Optional<UrlRefusal> characters(String text) {
        return when(text.isEmpty(), UrlRefusal.EMPTY)
                .or(() -> when(text.length() > EgressLimits.URL_CHARS, UrlRefusal.TOO_LONG))
                .or(() -> when(text.chars().anyMatch(c -> c < 0x21 || c > 0x7E), UrlRefusal.FORBIDDEN_CHARACTER))
                .or(() -> when(text.indexOf('\\') >= 0, UrlRefusal.BACKSLASH))
                .or(() -> when(text.indexOf('#') >= 0, UrlRefusal.FRAGMENT));
    }

    private Optional<UrlRefusal> scheme(UrlParts parts) {
        boolean known = parts.scheme().equals("https")
                || (allowInsecureTargets && parts.scheme().equals("http"));
        return when(!known, UrlRefusal.SCHEME_NOT_ALLOWED);
    }

    private Optional<UrlRefusal> port(UrlParts parts) {
        var port = parts.explicitPort();
        if (port.isEmpty()) {
            return when(parts.namesPort(), UrlRefusal.PORT_INVALID);
        }
        return when(!ports().allows(port.getAsInt()), UrlRefusal.PORT_NOT_ALLOWED);
    }

    private Optional<UrlRefusal> address(UrlParts parts) {
        var literal = HostRules.literal(parts.host());
        return when(literal.isPresent() && !addresses().allows(literal.get()), UrlRefusal.ADDRESS_NOT_ALLOWED);
    }

    private static TargetUrl accepted(String text, UrlParts parts) {
        int ofScheme = parts.scheme().equals("https") ? EgressLimits.HTTPS_PORT : EgressLimits.HTTP_PORT;
        int port = parts.explicitPort().orElse(ofScheme);
        var literal = HostRules.literal(parts.host());
        var authority = new Authority(HostRules.plain(parts.host()), port, literal.orElse(null));
        return new TargetUrl(text, parts.scheme(), authority, parts.pathAndQuery());
    }

    static Optional<UrlRefusal> when(boolean broken, UrlRefusal reason) {
        return broken ? Optional.of(reason) : Optional.empty();
    }
}
