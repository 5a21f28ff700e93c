package io.continuum.webhooks.local.ledger;

import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * What was published.
 *
 * @param accepted events that were acknowledged, by id, with the time of the acknowledgement
 * @param rare those of them that go to the rare webhooks
 * @param unanswered numbers of events that were never acknowledged: they may have arrived or not
 */
record Published(Map<String, Instant> accepted, Set<String> rare, Set<Integer> unanswered) {}
