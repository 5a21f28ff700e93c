package io.continuum.webhooks.lambda.function;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.continuum.webhooks.lambda.LambdaProcess;
import io.continuum.webhooks.lambda.PlatformFunction;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** The delivery function. */
public final class Delivery implements RequestStreamHandler {
    private final RequestStreamHandler handler = LambdaProcess.start(PlatformFunction.DELIVERY);

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
        handler.handleRequest(in, out, context);
    }
}
