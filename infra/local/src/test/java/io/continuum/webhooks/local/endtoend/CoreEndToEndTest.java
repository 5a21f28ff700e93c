package io.continuum.webhooks.local.endtoend;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The core of it in the embedded engines, or in the AWS that the suite runs against. */
class CoreEndToEndTest extends CoreScenario {
    private static TestPlatform platform;

    @BeforeAll
    static void start() {
        platform = TestPlatform.with(SETTINGS);
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Override
    TestPlatform platform() {
        return platform;
    }
}
