package io.continuum.webhooks.cdk;

import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.events.EventBus;
import software.amazon.awscdk.services.events.EventPattern;
import software.amazon.awscdk.services.events.IEventBus;
import software.amazon.awscdk.services.events.Match;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.targets.SqsQueue;
import software.amazon.awscdk.services.sns.ITopic;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sns.subscriptions.SqsSubscription;
import software.constructs.Construct;

/** Where events come from beside the API: a bus of the stack's own, the account's default bus, an SNS topic. */
public final class Intake extends Construct {
    /** EventBridge's own most: a day, 185 times. */
    private static final Duration MAX_AGE = Duration.hours(24);

    private static final int RETRIES = 185;

    private final EventBus bus;

    Intake(Construct scope, String id, Configuration.Intake wanted, Queues queues) {
        super(scope, id);
        this.bus = EventBus.Builder.create(this, "Bus").build();
        Rule.Builder.create(this, "All")
                .description("Every event of the bus goes into the events queue")
                .eventBus(bus)
                .eventPattern(EventPattern.builder().source(Match.prefix("")).build())
                .targets(List.of(target(queues)))
                .build();
        if (!wanted.defaultBusSources().isEmpty()) {
            // CDK leaves the word Default alone out of ids.
            Rule.Builder.create(this, "DefaultBus")
                    .description("Events of chosen sources of the default bus go into the events queue")
                    .eventPattern(EventPattern.builder()
                            .source(wanted.defaultBusSources())
                            .build())
                    .targets(List.of(target(queues)))
                    .build();
        }
        if (!wanted.topic().isEmpty()) {
            ITopic topic = Topic.fromTopicArn(this, "Topic", wanted.topic());
            topic.addSubscription(SqsSubscription.Builder.create(queues.events())
                    .rawMessageDelivery(true)
                    .deadLetterQueue(queues.undelivered())
                    .build());
        }
    }

    private static SqsQueue target(Queues queues) {
        return SqsQueue.Builder.create(queues.events())
                .deadLetterQueue(queues.undelivered())
                .retryAttempts(RETRIES)
                .maxEventAge(MAX_AGE)
                .build();
    }

    /** Returns the bus whose events are published. */
    public IEventBus bus() {
        return bus;
    }
}
