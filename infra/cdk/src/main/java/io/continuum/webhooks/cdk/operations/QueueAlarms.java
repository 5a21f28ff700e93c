package io.continuum.webhooks.cdk.operations;

import io.continuum.webhooks.cdk.operations.Watched.Named;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.sqs.IQueue;

/** Alarms about what waits, and about what nobody will work on. */
final class QueueAlarms {
    /** A queue is let catch up for so many minutes. */
    private static final int MINUTES = 5;

    /**
     * Minutes among which the bad ones may be: SQS reports late, and what a formula fills in until then is 0. With no more
     * minutes than must be bad, the newest would hold the alarm off for ever.
     */
    private static final int LATE = 8;

    private QueueAlarms() {}

    static void ring(Bell bell, Watched watched) {
        depth(bell, watched.work());
        watched.work().all().forEach(queue -> age(bell, queue));
        dead(bell, watched.dead());
    }

    private static void depth(Bell bell, Watched.WorkQueues work) {
        IMetric depth = QueueMetrics.depth(work.deliveries());
        bell.ring(
                new AlarmText(
                        "QueueDepthWarning",
                        "More than 1,000 deliveries can be made and are not."
                                + " Look at the delivery function's throttles, errors and duration.",
                        "queue-depth"),
                depth,
                Bell.When.above(Limits.DEPTH_WARNING, MINUTES, LATE));
        bell.ring(
                new AlarmText(
                        "QueueDepthCritical",
                        "More than 10,000 deliveries can be made and are not; the health endpoint answers 503."
                                + " Raise maxConcurrency if receivers answer, else find out why none does.",
                        "queue-depth"),
                depth,
                Bell.When.above(Limits.DEPTH_CRITICAL, 1, MINUTES));
    }

    private static void age(Bell bell, Named<IQueue> queue) {
        bell.ring(
                new AlarmText(
                        "OldestMessage" + queue.name(),
                        "A message has waited for more than five minutes in the queue " + queue.name()
                                + ". Look whether its function runs at all, then at its errors and throttles.",
                        "oldest-message"),
                QueueMetrics.waiting(queue),
                Bell.When.above(Limits.OLDEST, MINUTES, LATE));
    }

    private static void dead(Bell bell, Watched.DeadQueues dead) {
        bell.ring(
                new AlarmText(
                        "ExhaustedDeliveries",
                        "More than 100 deliveries were given up and wait for somebody to decide."
                                + " Run the saved query \"Given up, and why\", then redrive or remove them by the API.",
                        "exhausted-deliveries"),
                QueueMetrics.visible(new Named<>("Exhausted", dead.exhausted())),
                Bell.When.above(Limits.EXHAUSTED, 1, 1));
        bell.ring(
                new AlarmText(
                        "InfrastructureDeadLetters",
                        "A message could not be read, or its function died ten times over it."
                                + " Read the message and its reason before it leaves after 14 days.",
                        "infrastructure-dead-letters"),
                QueueMetrics.visible(new Named<>("Infrastructure", dead.infrastructure())),
                Bell.When.above(0, 1, 1));
        bell.ring(
                new AlarmText(
                        "UndeliveredEvents",
                        "EventBridge or SNS could not put an event into the events queue for a day."
                                + " Look at the queue's policy, then send the messages to the events queue again.",
                        "undelivered-events"),
                QueueMetrics.visible(new Named<>("Undelivered", dead.undelivered())),
                Bell.When.above(0, 1, 1));
    }
}
