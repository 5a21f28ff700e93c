package io.continuum.webhooks.core.format;

import io.continuum.webhooks.core.egress.Header;
import java.util.ArrayList;
import java.util.List;

/** Headers that several formats have. */
final class Headers {
    static final String JSON = "application/json";

    /** What formats call us that no seed document names. */
    private static final String USER_AGENT = "Continuum-Webhooks/1.0";

    private Headers() {}

    /** Returns a new list that begins with the media type and the usual user agent. */
    static List<Header> begin(String mediaType) {
        return begin(mediaType, USER_AGENT);
    }

    /** Returns a new list that begins with the media type and that user agent. */
    static List<Header> begin(String mediaType, String userAgent) {
        List<Header> headers = new ArrayList<>();
        headers.add(new Header("Content-Type", mediaType));
        headers.add(new Header("User-Agent", userAgent));
        return headers;
    }
}
