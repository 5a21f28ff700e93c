package io.continuum.webhooks.local.ledger;

import java.time.Instant;

/**
 * The life of one process.
 *
 * @param started when it was ready
 * @param ended when it was gone for certain
 * @param point where it was killed
 * @param killed whether it was, and did not end in order
 * @param held the tasks that it had received and not deleted: what was in flight
 */
record Life(Instant started, Instant ended, Point point, boolean killed, int held) {}
