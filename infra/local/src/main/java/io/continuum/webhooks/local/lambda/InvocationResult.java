package io.continuum.webhooks.local.lambda;

import java.time.Duration;

/** What an invocation of a function came to, as Lambda tells the caller. */
public sealed interface InvocationResult {
    /**
     * The handler returned.
     *
     * @param payload what it wrote; empty when it wrote nothing
     */
    record Answered(String payload) implements InvocationResult {}

    /**
     * The handler threw, or the payload of request or response was too large.
     *
     * @param errorType class name of the exception, or Lambda's name of the error
     * @param message the exception's message; may be empty
     */
    record Failed(String errorType, String message) implements InvocationResult {}

    /**
     * The handler did not return in time. It was interrupted; Lambda would have killed it.
     *
     * @param after the function's timeout
     */
    record TimedOut(Duration after) implements InvocationResult {}
}
