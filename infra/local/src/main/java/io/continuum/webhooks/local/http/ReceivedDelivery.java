package io.continuum.webhooks.local.http;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A request that reached the sample receiver.
 *
 * @param path without the receiver's own path; {@code /} when there is nothing more
 * @param body as UTF-8, cut where the receiver's limit is
 */
record ReceivedDelivery(
        String method, String path, Map<String, List<String>> headers, String body, Instant receivedAt) {
    ReceivedDelivery {
        headers = new TreeMap<>(headers);
    }
}
