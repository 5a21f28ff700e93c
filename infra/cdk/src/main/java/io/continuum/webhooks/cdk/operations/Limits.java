package io.continuum.webhooks.cdk.operations;

/** When alarms ring. Sources: the documents of the systems that are replaced (001, 002), and the health endpoint. */
final class Limits {
    /** Percent of finished deliveries. Source: 001 Monitoring, 002 §15. */
    static final int SUCCESS_RATE = 95;

    /** Finished deliveries in five minutes below which the rate says nothing. */
    static final int LEAST_FINISHED = 20;

    /** Visible messages in the delivery queues. Source: 001 Queue Depth. */
    static final int DEPTH_WARNING = 1000;

    /** Visible messages in the delivery queues. Source: 002 §15. */
    static final int DEPTH_CRITICAL = 10_000;

    /** Seconds: 15 minutes. Source: 002 §15. */
    static final int BREAKER_OPEN = 900;

    /** Messages. Source: 002 §15. */
    static final int EXHAUSTED = 100;

    /** Seconds: where the health endpoint says degraded. */
    static final int OLDEST = 300;

    /** Answers from 500 on in five minutes: a few are cold starts and throttled services that mend themselves. */
    static final int SERVER_ERRORS = 5;

    /** Throttled requests in five minutes: below, the SDK's own retries are enough. */
    static final int TABLE_THROTTLES = 10;

    private Limits() {}
}
