package io.continuum.webhooks.lambda.maintenance;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.continuum.webhooks.core.brainbot.EnvironmentWebhook;
import io.continuum.webhooks.core.journal.Journal;
import io.continuum.webhooks.core.maintenance.Tick;
import io.continuum.webhooks.core.problem.Unavailable;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** Does the minute's work. The event says nothing that is needed, so it is not read. */
public final class MaintenanceHandler implements RequestStreamHandler {
    /** Kept free at the end of an invocation for the step that is under way. */
    private static final Duration RESERVE = Duration.ofSeconds(10);

    private final Tick tick;
    private final EnvironmentWebhook environment;
    private final Journal journal;
    private final InstantSource clock;
    private final AtomicBoolean ensured = new AtomicBoolean();

    /** Runs {@code tick}, and before the first one whatever {@code environment} has to do. */
    public MaintenanceHandler(Tick tick, EnvironmentWebhook environment, Journal journal, InstantSource clock) {
        this.tick = tick;
        this.environment = environment;
        this.journal = journal;
        this.clock = clock;
    }

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) {
        Duration left = Duration.ofMillis(context.getRemainingTimeInMillis()).minus(RESERVE);
        if (!ensured.get()) {
            ensured.set(ensure());
        }
        tick.run(clock.instant().plus(left));
    }

    /** A service that does not answer must not keep the minute's other work from being done; the next run tries again. */
    private boolean ensure() {
        try {
            return environment.ensure();
        } catch (Unavailable e) {
            String service = String.valueOf(e.getMessage());
            journal.write(Journal.Level.WARNING, "environment_webhook.unavailable", Map.of("service", service));
            return false;
        }
    }
}
