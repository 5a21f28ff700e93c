package io.continuum.webhooks.core.delivery;

import io.continuum.webhooks.core.admission.WaitReason;
import io.continuum.webhooks.core.journal.Lane;
import io.continuum.webhooks.core.journal.Metric;
import io.continuum.webhooks.core.journal.Metrics;
import io.continuum.webhooks.core.stats.Ending;
import java.time.Duration;
import java.time.Instant;

/** Tells the metrics what tasks come to. Thread-safe; never throws. */
final class Measure {
    private final Metrics metrics;
    private final LoadWebhook configurations;

    /** Tells {@code metrics}, by the formats that {@code configurations} know. */
    Measure(Metrics metrics, LoadWebhook configurations) {
        this.metrics = metrics;
        this.configurations = configurations;
    }

    /** Counts what was recorded by us; a copy that another worker recorded is that one's to count. */
    void completed(Member member, Completed completed) {
        Ending ending = completed.ending();
        if (ending == null) {
            return;
        }
        Lane lane = lane(member.task());
        switch (ending.effect()) {
            case GIVEN_UP, GIVEN_UP_RETRYING -> metrics.add(Metric.DELIVERIES_DEAD, lane, 1);
            case FINISHED, FINISHED_RETRYING -> {
                attempted(member.task(), ending, lane);
                metrics.add(ending.succeeded() ? Metric.DELIVERIES_SUCCEEDED : Metric.DELIVERIES_DEAD, lane, 1);
            }
            case REVIVED -> {
                attempted(member.task(), ending, lane);
                metrics.add(Metric.DELIVERIES_SUCCEEDED, lane, 1);
            }
            case STARTED_RETRYING, STILL_RETRYING, DROPPED, DROPPED_RETRYING, UNCHANGED ->
                attempted(member.task(), ending, lane);
        }
    }

    /** Counts an attempt that is made to wait, once for each reason. */
    void putOff(DeliveryTask task, WaitReason reason) {
        boolean again = task.waitingFor() == reason || (task.released() && task.waits() > 1);
        if (!again) {
            metrics.add(Metric.DELIVERIES_PUT_OFF, lane(task), 1);
        }
    }

    private void attempted(DeliveryTask task, Ending ending, Lane lane) {
        metrics.add(Metric.ATTEMPTS, lane, 1);
        if (!ending.succeeded()) {
            metrics.add(Metric.ATTEMPTS_FAILED, lane, 1);
        }
        metrics.add(Metric.DURATION, lane, ending.duration().toMillis());
        metrics.add(Metric.QUEUE_WAIT, lane, wait(task, ending.at().minus(ending.duration())));
    }

    /** Returns how long after its due time a task's attempt started, in milliseconds. */
    static long wait(DeliveryTask task, Instant started) {
        return Math.max(0, Duration.between(task.due(), started).toMillis());
    }

    /** A webhook that this process has not loaded is counted without its format: no number is worth a read. */
    private Lane lane(DeliveryTask task) {
        String format = configurations
                .glance(task.key().webhook())
                .map(webhook -> webhook.settings().format().name())
                .orElse(null);
        return new Lane(format, task.event().priority().code());
    }
}
