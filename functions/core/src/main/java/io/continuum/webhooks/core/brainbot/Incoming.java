package io.continuum.webhooks.core.brainbot;

import io.continuum.webhooks.core.id.EventId;
import io.continuum.webhooks.core.id.TenantId;
import java.time.Instant;

/**
 * The record of a notification that came in.
 *
 * @param tenant whose it is
 * @param likeness what it has in common with its copies: 64 hex digits, a digest of its request id, else of its body
 * @param event the event that it is published as; of one of our own, the event that it tells of
 * @param published whether it is published: false for one of our own that came back
 * @param receivedAt when it came
 */
public record Incoming(TenantId tenant, String likeness, EventId event, boolean published, Instant receivedAt) {}
