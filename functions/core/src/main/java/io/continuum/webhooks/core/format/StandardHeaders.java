package io.continuum.webhooks.core.format;

import io.continuum.webhooks.core.egress.Header;
import io.continuum.webhooks.core.signing.StandardWebhooks;
import java.util.List;

/** The three Standard Webhooks headers, which nearly every format carries beside its own. */
final class StandardHeaders {
    private StandardHeaders() {}

    static List<Header> of(Delivering delivering, byte[] body) {
        return List.of(
                new Header("webhook-id", delivering.delivery().value()),
                new Header("webhook-timestamp", Long.toString(delivering.at().getEpochSecond())),
                new Header(
                        "webhook-signature",
                        StandardWebhooks.sign(delivering.secret(), delivering.delivery(), delivering.at(), body)));
    }
}
