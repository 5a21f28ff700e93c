package io.continuum.webhooks.local.endtoend;

import io.continuum.webhooks.local.LocalPlatform;
import io.continuum.webhooks.local.LocalSettings;
import io.continuum.webhooks.local.process.Shutdown;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** The platform in this JVM, on a free port; in memory, or in another AWS with names of its own ({@link TestAws}). */
final class TestPlatform implements AutoCloseable {
    static final String KEY = "an-admin-key-for-tests";

    private final Shutdown shutdown;
    private final LocalPlatform platform;

    private TestPlatform(Map<String, String> env, Optional<URI> endpoint) {
        shutdown = new Shutdown(Duration.ofSeconds(30), _ -> {});
        Map<String, String> all = new HashMap<>(env);
        all.put("PORT", "0");
        all.put("DATA_DIR", "memory");
        all.put("ADMIN_KEY", KEY);
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        if (endpoint.isEmpty()) {
            platform = LocalPlatform.start(LocalSettings.of(all), shutdown, nowhere);
        } else {
            all.put("STAGE", "test-" + UUID.randomUUID());
            TestAws aws = shutdown.closes("clients", TestAws.at(endpoint.get()));
            platform = LocalPlatform.start(LocalSettings.of(all), aws.clients(), shutdown, nowhere);
        }
    }

    static TestPlatform with(Map<String, String> env) {
        return new TestPlatform(env, TestAws.endpoint());
    }

    /** As {@link #with}, in the AWS at {@code endpoint}. */
    static TestPlatform at(URI endpoint, Map<String, String> env) {
        return new TestPlatform(env, Optional.of(endpoint));
    }

    LocalPlatform platform() {
        return platform;
    }

    Api api() {
        return new Api(platform.address(), KEY);
    }

    /** Returns whether no queue of tasks has a message, visible, delayed or in flight. */
    boolean idle() {
        return platform.queues().deliveries().values().stream()
                .allMatch(queue -> platform
                        .aws()
                        .sqs()
                        .getQueueAttributes(request -> request.queueUrl(queue.url())
                                .attributeNames(
                                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED,
                                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
                        .attributes()
                        .values()
                        .stream()
                        .allMatch("0"::equals));
    }

    @Override
    public void close() {
        shutdown.closeAll();
    }
}
