package io.continuum.webhooks.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.local.LocalPlatform;
import io.continuum.webhooks.local.LocalSettings;
import io.continuum.webhooks.local.leaks.Leaks;
import io.continuum.webhooks.local.leaks.LogLines;
import io.continuum.webhooks.local.leaks.Tables;
import io.continuum.webhooks.local.process.Shutdown;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** The platform in this JVM, on a free port; in memory, or in another AWS with names of its own ({@link TestAws}). Its end is a search for secrets. */
final class TestPlatform implements AutoCloseable {
    /** Its last 8 characters stand lines by chance. */
    static final String KEY = "an-admin-key-for-tests-6q2zr9xw";

    private final Leaks leaks = Leaks.listening();
    private final PrintStream lines = LogLines.into(leaks);
    private final String stage;
    private final Shutdown shutdown;
    private final LocalPlatform platform;

    private static final List<String> SECRET_VARIABLES = List.of("MEM0_WEBHOOK_TOKEN", "MEM0_WEBHOOK_SECRET");

    private TestPlatform(Map<String, String> env, Optional<URI> endpoint) {
        shutdown = new Shutdown(Duration.ofSeconds(30), _ -> {});
        Map<String, String> all = new HashMap<>(env);
        all.put("PORT", "0");
        all.put("DATA_DIR", "memory");
        all.put("ADMIN_KEY", KEY);
        leaks.secret("admin key", KEY);
        SECRET_VARIABLES.forEach(name -> leaks.secret(name, all.getOrDefault(name, "")));
        if (endpoint.isEmpty()) {
            stage = "";
            platform = LocalPlatform.start(LocalSettings.of(all), shutdown, lines);
        } else {
            stage = "test-" + UUID.randomUUID();
            all.put("STAGE", stage);
            TestAws aws = shutdown.closes("clients", TestAws.at(endpoint.get()));
            platform = LocalPlatform.start(LocalSettings.of(all), aws.clients(), shutdown, lines);
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

    /** Returns where its log lines go. */
    PrintStream lines() {
        return lines;
    }

    Leaks leaks() {
        return leaks;
    }

    /** Ends it, and fails if a secret of the run is anywhere in what the run left behind. */
    @Override
    public void close() {
        try (leaks) {
            Tables.readInto(leaks, platform.aws().dynamoDb(), stage);
            shutdown.closeAll();
            assertThat(leaks.found()).as("secrets found").isEmpty();
        }
    }
}
