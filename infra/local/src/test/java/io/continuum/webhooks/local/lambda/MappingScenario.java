package io.continuum.webhooks.local.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import io.continuum.webhooks.local.aws.EmbeddedSqs;
import io.continuum.webhooks.local.aws.TestQueue;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.sqs.SqsClient;

/** One engine for a test class, mappings with short waits, and what reached the function and the log. */
final class MappingScenario implements AutoCloseable {
    final EmbeddedSqs engine = EmbeddedSqs.inMemory(0);
    final BlockingQueue<JsonNode> events = new LinkedBlockingQueue<>();
    final BlockingQueue<String> log = new LinkedBlockingQueue<>();

    /** Maps a queue to code; every event it gets is also in {@link #events}. */
    EventSourceMapping map(TestQueue queue, Function<JsonNode, String> code) {
        return map(queue, settings -> settings, code);
    }

    EventSourceMapping map(TestQueue queue, UnaryOperator<MappingSettings> change, Function<JsonNode, String> code) {
        return map(engine.client(), change.apply(settings(queue)), code);
    }

    EventSourceMapping map(SqsClient sqs, MappingSettings settings, Function<JsonNode, String> code) {
        return EventSourceMapping.start(settings, sqs, recording(code), log::add);
    }

    static MappingSettings settings(TestQueue queue) {
        return MappingSettings.of(queue.url(), queue.arn()).withWaits(Duration.ofSeconds(1), Duration.ofSeconds(20));
    }

    LambdaFunction recording(Function<JsonNode, String> code) {
        return Handlers.function(event -> {
            events.add(event);
            return code.apply(event);
        });
    }

    /** The next event, within 20 s. */
    JsonNode nextEvent() throws InterruptedException {
        return next(events);
    }

    /** The next line of the log, within 20 s. */
    String nextLine() throws InterruptedException {
        return next(log);
    }

    @Override
    public void close() {
        engine.close();
    }

    static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
        T taken = queue.poll(20, TimeUnit.SECONDS);
        if (taken == null) {
            throw new AssertionError("nothing within 20 s");
        }
        return taken;
    }
}
