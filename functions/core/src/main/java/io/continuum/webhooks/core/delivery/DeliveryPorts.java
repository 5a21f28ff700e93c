package io.continuum.webhooks.core.delivery;

import io.continuum.webhooks.core.admission.StateStore;
import io.continuum.webhooks.core.event.EventQueue;
import io.continuum.webhooks.core.event.EventStore;
import io.continuum.webhooks.core.journal.Journal;
import io.continuum.webhooks.core.journal.Metrics;
import io.continuum.webhooks.core.webhook.WebhookStore;

/**
 * Everything outside that a delivery touches.
 *
 * @param states one small item per webhook: limits, breaker, stats
 * @param log the records that fence attempts
 * @param waiting deliveries made to wait
 * @param history keeps hours that are over
 * @param events payloads that were too large for a queue
 * @param queue later attempts
 * @param deadLetters copies of what is given up
 * @param journal a line per attempt
 * @param reports the events queue, for the operational events
 * @param webhooks configurations: what a receiver answers may disable one
 * @param metrics numbers for dashboards and alarms
 */
public record DeliveryPorts(
        StateStore states,
        DeliveryLog log,
        WaitingRoom waiting,
        DeliveryHistory history,
        EventStore events,
        DeliveryQueue queue,
        DeadLetterQueue deadLetters,
        Journal journal,
        EventQueue reports,
        WebhookStore webhooks,
        Metrics metrics) {}
