package io.continuum.webhooks.local;

import io.continuum.webhooks.lambda.AwsClients;
import io.continuum.webhooks.lambda.PlatformFunction;

/** What each function calls its services by: in Lambda each has a role of its own, here they may share one HTTP client. */
@FunctionalInterface
public interface FunctionClients {
    /** All functions use the same clients. */
    FunctionClients SHARED = (_, shared) -> shared;

    /**
     * Returns the clients of a function; called once for each.
     *
     * @param shared those of the runner, closed by their maker
     */
    AwsClients of(PlatformFunction function, AwsClients shared);
}
