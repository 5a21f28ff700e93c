package io.continuum.webhooks.core.egress;

import io.continuum.webhooks.core.egress.UrlVerdict.Accepted;
import io.continuum.webhooks.core.egress.UrlVerdict.Refused;

/** URLs for tests. */
public final class TargetUrls {
    private TargetUrls() {}

    /** Reads a URL by production's rules. */
    public static TargetUrl of(String text) {
        return read(new UrlPolicy(false), text);
    }

    /** Reads a URL by the rules of the developer's own machine: http, localhost, loopback and any port as well. */
    public static TargetUrl insecure(String text) {
        return read(new UrlPolicy(true), text);
    }

    private static TargetUrl read(UrlPolicy policy, String text) {
        return switch (policy.parse(text)) {
            case Accepted(var url) -> url;
            case Refused(var reason) -> throw new AssertionError(text + " is refused: " + reason.code());
        };
    }
}
