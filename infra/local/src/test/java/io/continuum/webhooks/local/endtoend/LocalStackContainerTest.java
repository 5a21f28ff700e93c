package io.continuum.webhooks.local.endtoend;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * The core of it in LocalStack's own image, where Docker is there; {@code .ci/run} runs the whole suite against the same
 * version without Docker.
 */
class LocalStackContainerTest extends CoreScenario {
    /** The last image that needs no token. */
    private static final DockerImageName IMAGE = DockerImageName.parse("localstack/localstack:4.14.0");

    private static @Nullable LocalStackContainer container;
    private static @Nullable TestPlatform platform;

    @BeforeAll
    static void start() {
        assumeTrue(DockerClientFactory.instance().isDockerAvailable(), "there is no Docker on this machine");
        LocalStackContainer started = new LocalStackContainer(IMAGE)
                .withServices("sqs", "dynamodb", "secretsmanager")
                // Else the first request to each service waits for its start.
                .withEnv("EAGER_SERVICE_LOADING", "1");
        container = started;
        started.start();
        platform = TestPlatform.at(started.getEndpoint(), SETTINGS);
    }

    @AfterAll
    static void stop() {
        if (platform != null) {
            platform.close();
        }
        if (container != null) {
            container.stop();
        }
    }

    @Override
    TestPlatform platform() {
        if (platform == null) {
            throw new IllegalStateException("not started");
        }
        return platform;
    }
}
