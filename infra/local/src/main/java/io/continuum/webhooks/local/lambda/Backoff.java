package io.continuum.webhooks.local.lambda;

import java.time.Duration;

/** Pauses between tries at an endpoint that does not answer: 100 ms, doubling, at most 5 s. */
final class Backoff {
    static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private Backoff() {}

    static Duration next(Duration pause) {
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
    }
}
