package io.continuum.webhooks.lambda.telemetry;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.continuum.webhooks.core.journal.Journal;
import io.continuum.webhooks.core.journal.Metrics;
import java.io.PrintStream;
import java.time.InstantSource;

/**
 * What a process tells its operator.
 *
 * @param journal takes a line per thing that happened
 * @param metrics takes numbers
 * @param flush writes the numbers taken so far
 */
public record Telemetry(Journal journal, Metrics metrics, Runnable flush) {
    /** Returns lines for a person at a terminal: with their time, and without metrics. */
    public static Telemetry ofTerminal(PrintStream out, InstantSource clock) {
        return new Telemetry(JsonJournal.stamped(out, clock), Metrics.NONE, () -> {});
    }

    /** Returns lines for CloudWatch Logs, which stamps each with its time, and metrics between them. */
    public static Telemetry ofFunction(PrintStream out, InstantSource clock, String stage) {
        EmfMetrics metrics = new EmfMetrics(out, clock, stage);
        return new Telemetry(JsonJournal.unstamped(out), metrics, metrics::flush);
    }

    /**
     * Returns {@code handler} with its metrics written at the end of each invocation, however it ends; only those of an
     * invocation whose process is killed (out of time or memory) are lost.
     */
    public RequestStreamHandler flushing(RequestStreamHandler handler) {
        return (in, out, context) -> {
            try {
                handler.handleRequest(in, out, context);
            } finally {
                flush.run();
            }
        };
    }
}
