package io.continuum.webhooks.local.lambda;

import io.continuum.webhooks.local.aws.LocalAws;
import java.time.Duration;

/**
 * What Lambda knows about a function besides its code.
 *
 * @param name the function's name, also the last part of its ARN
 * @param timeout after which an invocation has failed; above zero, at most 15 minutes in Lambda
 * @param memoryMegabytes what the handler is told; nothing is enforced
 */
public record FunctionSettings(String name, Duration timeout, int memoryMegabytes) {
    private static final int DEFAULT_MEMORY_MEGABYTES = 1024;

    /** Checks the timeout. */
    public FunctionSettings {
        if (!timeout.isPositive()) {
            throw new IllegalArgumentException("timeout of " + name + " is not positive: " + timeout);
        }
    }

    /** Settings with 1024 MB. */
    public static FunctionSettings of(String name, Duration timeout) {
        return new FunctionSettings(name, timeout, DEFAULT_MEMORY_MEGABYTES);
    }

    /** Returns the function's ARN. */
    public String arn() {
        return "arn:aws:lambda:%s:%s:function:%s".formatted(LocalAws.REGION.id(), LocalAws.ACCOUNT, name);
    }
}
