package io.continuum.webhooks.core.maintenance;

import io.continuum.webhooks.core.delivery.Delivery;
import io.continuum.webhooks.core.delivery.DeliveryLog;
import io.continuum.webhooks.core.delivery.DeliveryPorts;
import io.continuum.webhooks.core.delivery.DeliveryRules;
import io.continuum.webhooks.core.delivery.GiveUp;
import io.continuum.webhooks.core.delivery.Reason;
import io.continuum.webhooks.core.delivery.SettleForOthers;
import io.continuum.webhooks.core.delivery.Status;
import io.continuum.webhooks.core.delivery.Waiting;
import io.continuum.webhooks.core.id.DeliveryKey;
import io.continuum.webhooks.core.journal.Metric;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ends what waits no longer: what is cancelled with its webhook, and what waited too long. The record is written first, so
 * that a step that dies is gone through again. Thread-safe.
 */
final class EndWaiting {
    /** What waits longer than this beyond its schedule is given up. Source: spec §5. */
    private static final Duration PATIENCE = Duration.ofDays(3);

    private final DeliveryPorts ports;
    private final GiveUp giveUp;
    private final SettleForOthers settle;

    EndWaiting(DeliveryPorts ports, DeliveryRules rules, InstantSource clock) {
        this.ports = ports;
        this.giveUp = new GiveUp(ports, clock);
        this.settle = new SettleForOthers(ports, rules);
    }

    /** Returns up to when a delivery may wait. */
    static Instant end(Waiting waiting) {
        return waiting.due().plus(PATIENCE);
    }

    /** Returns whether the delivery of a place has waited too long. */
    static boolean isOverdue(Delivery place, Instant now) {
        Waiting waiting = place.waiting();
        return waiting != null && !end(waiting).isAfter(now);
    }

    /** Ends those of {@code places} that waited too long. */
    void expireOverdue(List<Delivery> places, Instant now) {
        for (Delivery place : places) {
            if (isOverdue(place, now)) {
                expire(place, now);
            }
        }
    }

    /** Ends a delivery whose webhook is deleted. */
    void cancel(Delivery place, Instant now) {
        end(place, Status.CANCELLED, null, now);
    }

    /** Ends a delivery that waited too long, as a dead letter. */
    void expire(Delivery place, Instant now) {
        end(place, Status.DEAD_LETTER, Reason.EXPIRED, now);
    }

    private void end(Delivery place, Status status, @Nullable Reason reason, Instant now) {
        DeliveryKey key = place.key();
        Delivery record = ports.log().find(List.of(key)).get(key);
        Delivery after = (record == null ? place : record).ended(status, reason, now);
        if (record != null && record.status().isFinal()) {
            // An earlier step wrote the record and may have died before telling; to tell twice is harmless.
            if (record.reason() == Reason.EXPIRED) {
                giveUp.tell(record);
            }
        } else if (ports.log().write(record, after) instanceof DeliveryLog.Written.Done
                && after.status() == Status.DEAD_LETTER) {
            giveUp.journal(after);
            ports.metrics().add(Metric.DELIVERIES_DEAD, 1);
            settle.givenUp(record == null ? place : record, now);
            giveUp.tell(after);
        }
        ports.waiting().remove(place);
    }
}
