package io.continuum.webhooks.local.lambda;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.continuum.webhooks.local.aws.LocalAws;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Invokes a function with EventBridge's scheduled event: by hand, and every interval once started. Never two
 * invocations at once; a call while one runs waits for its end. Thread-safe.
 */
public final class MinuteTimer implements AutoCloseable {
    private final ScheduleSettings settings;
    private final LambdaFunction function;
    private final InstantSource clock;
    private final StopSignal stop = new StopSignal();
    private final ReentrantLock running = new ReentrantLock();

    /**
     * Makes a timer that is not started.
     *
     * @param clock gives the time in the events; the interval itself is real time
     */
    public MinuteTimer(ScheduleSettings settings, LambdaFunction function, InstantSource clock) {
        this.settings = settings;
        this.function = function;
        this.clock = clock;
    }

    /** Begins to invoke; the first time after one interval. Failed invocations do not end it. To be called once. */
    public void start() {
        Thread.ofVirtual().name("schedule-" + settings.ruleName()).start(() -> {
            stop.pause(settings.interval());
            while (!stop.isGiven()) {
                tick();
                stop.pause(settings.interval());
            }
        });
    }

    /** Invokes the function now and waits for the result. */
    public InvocationResult fire() {
        running.lock();
        try {
            return function.invoke(event());
        } finally {
            running.unlock();
        }
    }

    /** Stops the schedule and waits for an invocation under way, at most for the function's timeout. */
    @Override
    public void close() {
        running.lock();
        try {
            stop.give();
        } finally {
            running.unlock();
        }
    }

    /** As {@link #fire}, unless it was closed while this waited. */
    private void tick() {
        running.lock();
        try {
            if (!stop.isGiven()) {
                var _ = function.invoke(event());
            }
        } finally {
            running.unlock();
        }
    }

    private String event() {
        String region = LocalAws.REGION.id();
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("version", "0");
        event.put("id", UUID.randomUUID().toString());
        event.put("detail-type", "Scheduled Event");
        event.put("source", "aws.events");
        event.put("account", LocalAws.ACCOUNT);
        event.put("time", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
        event.put("region", region);
        event.putArray("resources")
                .add("arn:aws:events:%s:%s:rule/%s".formatted(region, LocalAws.ACCOUNT, settings.ruleName()));
        event.putObject("detail");
        return event.toString();
    }
}
