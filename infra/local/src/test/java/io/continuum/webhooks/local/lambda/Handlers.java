package io.continuum.webhooks.local.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/** Functions made of a lambda expression over the event. */
public final class Handlers {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Handlers() {}

    /** Code that sees the event as a tree and answers a payload. */
    @FunctionalInterface
    public interface Code {
        String handle(JsonNode event, Context context) throws Exception;
    }

    /** A function with a timeout of 30 s. */
    public static LambdaFunction function(Function<JsonNode, String> code) {
        return function(Duration.ofSeconds(30), (event, _) -> code.apply(event));
    }

    /** A function with this timeout. */
    public static LambdaFunction function(Duration timeout, Code code) {
        return new LambdaFunction(
                FunctionSettings.of("test", timeout),
                (input, output, context) -> {
                    try {
                        output.write(code.handle(JSON.readTree(input), context).getBytes(UTF_8));
                    } catch (IOException | RuntimeException e) {
                        throw e;
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                },
                InstantSource.system(),
                _ -> {});
    }

    /** The bodies of an SQS event. */
    public static List<String> bodies(JsonNode sqsEvent) {
        return StreamSupport.stream(sqsEvent.path("Records").spliterator(), false)
                .map(item -> item.path("body").asText())
                .toList();
    }

    /** The answer that reports the messages with these bodies as failed. */
    public static String failing(JsonNode sqsEvent, Predicate<String> fails) {
        var answer = JSON.createObjectNode();
        var failures = answer.putArray("batchItemFailures");
        for (JsonNode item : sqsEvent.path("Records")) {
            if (fails.test(item.path("body").asText())) {
                failures.addObject()
                        .put("itemIdentifier", item.path("messageId").asText());
            }
        }
        return answer.toString();
    }
}
