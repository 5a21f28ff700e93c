package io.continuum.webhooks.core.egress;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Which headers a webhook's owner may add to its requests: none that frame or route the message, none that we write or
 * sign, none that cloud metadata services ask for. Authorization is allowed.
 */
public final class HeaderPolicy {
    /** In lower case: framing and hop-by-hop (RFC 9110 §7.6), the sender's own, and keys of metadata services. */
    private static final Set<String> REFUSED_NAMES = Set.of(
            "accept-encoding",
            "connection",
            "content-encoding",
            "content-length",
            "content-type",
            "cookie",
            "cookie2",
            "date",
            "expect",
            "forwarded",
            "host",
            "http2-settings",
            "keep-alive",
            "max-forwards",
            "metadata",
            "metadata-flavor",
            "set-cookie",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "user-agent",
            "via",
            "x-real-ip");

    /** In lower case: proxies', AWS's and our own. */
    private static final List<String> REFUSED_PREFIXES = List.of(
            "ce-",
            "proxy-",
            "webhook-",
            "x-amz-",
            "x-amzn-",
            "x-aws-",
            "x-continuum-",
            "x-forwarded-",
            "x-google-",
            "x-lanonasis-",
            "x-webhook-");

    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";

    private HeaderPolicy() {}

    /** Why a header is refused. */
    public enum Reason {
        /** More than 20 headers; said once, of no header in particular. */
        TOO_MANY,
        /** Empty, longer than 128 characters or not a token (RFC 9110 §5.6.2). */
        NAME_INVALID,
        /** The same name twice, in whatever case. */
        NAME_REPEATED,
        /** Written by us, by proxies or by clouds. */
        NAME_RESERVED,
        /** More than 4,096 characters. */
        VALUE_TOO_LONG,
        /** Not printable ASCII, or with a space at an end, which would be lost on the way. */
        VALUE_INVALID;

        /** Returns the stable snake_case name. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One objection.
     *
     * @param name the header's, as given; empty if it is about all. Values are never repeated: they may be secrets
     */
    public record Refusal(String name, Reason reason) {}

    /** Returns all objections to a webhook's own headers, in their order; none if they may be sent. */
    public static List<Refusal> refusals(Map<String, String> headers) {
        var refusals = new ArrayList<Refusal>();
        if (headers.size() > EgressLimits.CUSTOM_HEADERS) {
            refusals.add(new Refusal("", Reason.TOO_MANY));
        }
        var seen = new HashSet<String>();
        headers.forEach((name, value) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (name.length() > EgressLimits.HEADER_NAME_CHARS || !name.matches(TOKEN)) {
                refusals.add(new Refusal(name, Reason.NAME_INVALID));
            } else if (!seen.add(lower)) {
                refusals.add(new Refusal(name, Reason.NAME_REPEATED));
            } else if (isReserved(lower)) {
                refusals.add(new Refusal(name, Reason.NAME_RESERVED));
            }
            if (value.length() > EgressLimits.HEADER_VALUE_CHARS) {
                refusals.add(new Refusal(name, Reason.VALUE_TOO_LONG));
            } else if (!isPrintable(value)) {
                refusals.add(new Refusal(name, Reason.VALUE_INVALID));
            }
        });
        return List.copyOf(refusals);
    }

    private static boolean isReserved(String lower) {
        return REFUSED_NAMES.contains(lower) || REFUSED_PREFIXES.stream().anyMatch(lower::startsWith);
    }

    private static boolean isPrintable(String value) {
        return value.chars().allMatch(c -> c >= 0x20 && c <= 0x7E) && value.equals(value.strip());
    }
}
