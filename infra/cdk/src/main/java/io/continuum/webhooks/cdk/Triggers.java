package io.continuum.webhooks.cdk;

import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.Schedule;
import software.amazon.awscdk.services.events.targets.LambdaFunction;
import software.amazon.awscdk.services.lambda.EventInvokeConfigOptions;
import software.amazon.awscdk.services.lambda.ProvisionedPollerConfig;
import software.amazon.awscdk.services.lambda.eventsources.SqsEventSource;
import software.amazon.awscdk.services.sqs.IQueue;
import software.constructs.Construct;

/** What calls the functions that no request calls: four queues and a clock. */
final class Triggers extends Construct {
    /** Two fifths, two fifths, one fifth: each queue has a share that the others cannot take, the low one too. */
    private static final int FIFTHS = 5;

    private static final int LARGE_SHARE = 2;
    private static final int SMALL_SHARE = 1;

    /** A tick that could not start within a minute is one that the next tick replaces. */
    private static final Duration TICK = Duration.minutes(1);

    private final Configuration.Concurrency wanted;

    Triggers(Construct scope, String id, Configuration.Concurrency wanted, Queues queues, Functions functions) {
        super(scope, id);
        this.wanted = wanted;
        consume(queues.events(), functions.emitter(), wanted.emitter());
        consume(queues.high(), functions.delivery(), share(LARGE_SHARE));
        consume(queues.normal(), functions.delivery(), share(LARGE_SHARE));
        consume(queues.low(), functions.delivery(), share(SMALL_SHARE));
        // EventBridge's own limits below end where Lambda has taken the tick: these are for Lambda's queue.
        functions
                .maintenance()
                .live()
                .configureAsyncInvoke(EventInvokeConfigOptions.builder()
                        .retryAttempts(0)
                        .maxEventAge(TICK)
                        .build());
        Rule.Builder.create(this, "Minute")
                .description("The maintenance function's minute")
                .schedule(Schedule.rate(TICK))
                .targets(List.of(
                        LambdaFunction.Builder.create(functions.maintenance().live())
                                .retryAttempts(0)
                                .maxEventAge(TICK)
                                .build()))
                .build();
    }

    private int share(int fifths) {
        return wanted.delivery() * fifths / FIFTHS;
    }

    private void consume(IQueue queue, LiveFunction function, int maxConcurrency) {
        SqsEventSource.Builder source =
                SqsEventSource.Builder.create(queue).batchSize(wanted.batch()).reportBatchItemFailures(true);
        if (wanted.pollers().least().isPresent()) {
            source.provisionedPollerConfig(ProvisionedPollerConfig.builder()
                    .minimumPollers(wanted.pollers().least().getAsInt())
                    .maximumPollers(wanted.pollers().most().getAsInt())
                    .build());
        } else {
            source.maxConcurrency(maxConcurrency);
        }
        function.live().addEventSource(source.build());
    }
}
