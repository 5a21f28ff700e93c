package io.continuum.webhooks.lambda.api;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/**
 * What Lambda tells a handler about its invocation.
 *
 * @param remainingMillis is asked whenever the handler asks
 */
public record TestContext(String requestId, IntSupplier remainingMillis) implements Context {
    public TestContext(String requestId) {
        this(requestId, 29_000);
    }

    public TestContext(String requestId, int remainingMillis) {
        this(requestId, () -> remainingMillis);
    }

    /** Returns an invocation whose time runs out: every time that it is asked, {@code stepMillis} less of it remain. */
    public static TestContext runningOut(int remainingMillis, int stepMillis) {
        AtomicInteger left = new AtomicInteger(remainingMillis);
        return new TestContext("request", () -> left.getAndUpdate(now -> Math.max(0, now - stepMillis)));
    }

    @Override
    public String getAwsRequestId() {
        return requestId;
    }

    @Override
    public String getLogGroupName() {
        return "/aws/lambda/Api";
    }

    @Override
    public String getLogStreamName() {
        return "test";
    }

    @Override
    public String getFunctionName() {
        return "Api";
    }

    @Override
    public String getFunctionVersion() {
        return "$LATEST";
    }

    @Override
    public String getInvokedFunctionArn() {
        return "arn:aws:lambda:eu-central-1:123456789012:function:Api";
    }

    @Override
    public CognitoIdentity getIdentity() {
        throw new UnsupportedOperationException();
    }

    @Override
    public ClientContext getClientContext() {
        throw new UnsupportedOperationException();
    }

    @Override
    public int getRemainingTimeInMillis() {
        return remainingMillis.getAsInt();
    }

    @Override
    public int getMemoryLimitInMB() {
        return 1024;
    }

    @Override
    public LambdaLogger getLogger() {
        throw new UnsupportedOperationException();
    }
}
