package io.continuum.webhooks.lambda.maintenance;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.continuum.webhooks.core.maintenance.Tick;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.InstantSource;

/** Does the minute's work. The event says nothing that is needed, so it is not read. */
public final class MaintenanceHandler implements RequestStreamHandler {
    /** Kept free at the end of an invocation for the step that is under way. */
    private static final Duration RESERVE = Duration.ofSeconds(10);

    private final Tick tick;
    private final InstantSource clock;

    /** Runs {@code tick}. */
    public MaintenanceHandler(Tick tick, InstantSource clock) {
        this.tick = tick;
        this.clock = clock;
    }

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) {
        Duration left = Duration.ofMillis(context.getRemainingTimeInMillis()).minus(RESERVE);
        tick.run(clock.instant().plus(left));
    }
}
