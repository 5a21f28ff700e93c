package io.continuum.webhooks.cdk.operations;

import java.util.List;
import software.amazon.awscdk.services.dynamodb.ITable;
import software.amazon.awscdk.services.lambda.IFunction;
import software.amazon.awscdk.services.logs.ILogGroup;
import software.amazon.awscdk.services.sqs.IQueue;

/**
 * What is looked at.
 *
 * @param work queues that functions read
 * @param dead queues that nobody reads until somebody looks
 * @param functions by what they do
 * @param api the API's metrics
 * @param tables by what they hold
 */
public record Watched(WorkQueues work, DeadQueues dead, Functions functions, ApiMetrics api, Tables tables) {
    /** Queues that functions read: one of events, three of deliveries. */
    public record WorkQueues(IQueue events, IQueue high, IQueue normal, IQueue low) {
        /** Returns them by the names that graphs and alarms show. */
        List<Named<IQueue>> all() {
            return List.of(
                    new Named<>("Events", events),
                    new Named<>("High", high),
                    new Named<>("Normal", normal),
                    new Named<>("Low", low));
        }

        /** Returns those of deliveries. */
        List<Named<IQueue>> deliveries() {
            return all().subList(1, all().size());
        }
    }

    /**
     * Queues that nobody reads until somebody looks.
     *
     * @param exhausted copies of deliveries that were given up
     * @param infrastructure messages that cannot be read or kill their reader
     * @param undelivered events that EventBridge or SNS could not put into the events queue
     */
    public record DeadQueues(IQueue exhausted, IQueue infrastructure, IQueue undelivered) {}

    /**
     * A function and its log.
     *
     * @param function not its alias: metrics of all versions count
     * @param logs where its lines are
     */
    public record WatchedFunction(IFunction function, ILogGroup logs) {}

    /** The four functions. */
    public record Functions(
            WatchedFunction api, WatchedFunction emitter, WatchedFunction delivery, WatchedFunction maintenance) {
        /** Returns them by the names that graphs and alarms show. */
        List<Named<IFunction>> all() {
            return List.of(
                    new Named<>("Api", api.function()),
                    new Named<>("Emitter", emitter.function()),
                    new Named<>("Delivery", delivery.function()),
                    new Named<>("Maintenance", maintenance.function()));
        }
    }

    /** The two tables. */
    public record Tables(ITable webhooks, ITable deliveries) {
        /** Returns them by the names that graphs and alarms show. */
        List<Named<ITable>> all() {
            return List.of(new Named<>("Webhooks", webhooks), new Named<>("Deliveries", deliveries));
        }
    }

    /**
     * Something by its name.
     *
     * @param name in PascalCase: part of construct ids
     */
    record Named<T>(String name, T is) {}
}
