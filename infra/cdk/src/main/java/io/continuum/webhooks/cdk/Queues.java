package io.continuum.webhooks.cdk;

import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.sqs.DeadLetterQueue;
import software.amazon.awscdk.services.sqs.IQueue;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.constructs.Construct;

/** The queues: two for the work to be done, by kind, and three for what went wrong, by whose fault it is. */
public final class Queues extends Construct {
    /** SQS's longest. */
    private static final Duration RETENTION = Duration.days(14);

    /** A function that dies ten times over a message will die an eleventh time. */
    private static final int MAX_RECEIVES = 10;

    private final Duration visibility;
    private final Queue infrastructure;
    private final Queue undelivered;
    private final Queue exhausted;
    private final Queue events;
    private final Queue high;
    private final Queue normal;
    private final Queue low;

    Queues(Construct scope, String id, int visibilitySeconds) {
        super(scope, id);
        this.visibility = Duration.seconds(visibilitySeconds);
        this.infrastructure = queue("Infrastructure").build();
        this.undelivered = queue("Undelivered").build();
        this.exhausted = queue("Exhausted").build();
        this.events = work("Events");
        this.high = work("High");
        this.normal = work("Normal");
        this.low = work("Low");
    }

    private Queue work(String id) {
        return queue(id)
                .visibilityTimeout(visibility)
                .deadLetterQueue(DeadLetterQueue.builder()
                        .queue(infrastructure)
                        .maxReceiveCount(MAX_RECEIVES)
                        .build())
                .build();
    }

    private Queue.Builder queue(String id) {
        return Queue.Builder.create(this, id)
                .encryption(QueueEncryption.SQS_MANAGED)
                .enforceSsl(true)
                .retentionPeriod(RETENTION);
    }

    /** Returns the public queue of published events. */
    public IQueue events() {
        return events;
    }

    /** Returns the queue of urgent deliveries. */
    public IQueue high() {
        return high;
    }

    /** Returns the queue of most deliveries. */
    public IQueue normal() {
        return normal;
    }

    /** Returns the queue of deliveries that can wait. */
    public IQueue low() {
        return low;
    }

    /** Returns the dead-letter queue of deliveries whose attempts are used up: copies of what the records say. */
    public IQueue exhausted() {
        return exhausted;
    }

    /** Returns the dead-letter queue of messages that cannot be read or kill their reader. */
    public IQueue infrastructure() {
        return infrastructure;
    }

    /** Returns the dead-letter queue of events that EventBridge or SNS could not put into the events queue. */
    public IQueue undelivered() {
        return undelivered;
    }
}
