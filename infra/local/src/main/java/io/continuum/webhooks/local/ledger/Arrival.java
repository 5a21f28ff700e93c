package io.continuum.webhooks.local.ledger;

import java.time.Instant;

/**
 * A request as its receiver saw it.
 *
 * @param webhook which receiver, from 0
 * @param delivery id of the delivery, by the header {@code webhook-id}
 * @param at when it had come whole
 * @param reaction what the receiver did; whether the sender lived to see it is another question
 */
record Arrival(int webhook, String delivery, Instant at, Temper.Reaction reaction) {}
