package io.continuum.webhooks.local.lambda;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Lambda's logger on a consumer of lines; a line break at the end is dropped, as the console shows no empty lines. */
record LineLogger(Consumer<String> lines) implements LambdaLogger {
    @Override
    public void log(String message) {
        lines.accept(message.stripTrailing());
    }

    @Override
    public void log(byte[] message) {
        log(new String(message, StandardCharsets.UTF_8));
    }
}
