package io.continuum.webhooks.local.endtoend;

import io.continuum.webhooks.local.leaks.Leaks;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The runner as a user starts it, with nothing but variables to lead it to another AWS. */
@EnabledIfSystemProperty(
        named = "continuum.endpoint",
        matches = "true",
        disabledReason = "it needs another AWS: mvn -Pendpoint test")
class RunnerEndpointEndToEndTest {
    @Test
    void the_variables_of_aws_lead_the_runner_to_another_aws() {
        String endpoint = TestAws.endpoint().orElseThrow().toString();
        Map<String, String> env = Map.of(
                "AWS_ENDPOINT_URL", endpoint,
                "AWS_REGION", "us-east-1",
                "AWS_ACCESS_KEY_ID", "test",
                "AWS_SECRET_ACCESS_KEY", "test",
                "STAGE", "test-" + UUID.randomUUID());
        try (Leaks leaks = Leaks.listening();
                RunnerProcess runner = RunnerProcess.start(leaks, Path.of("memory"), env);
                Receiver receiver = Receiver.answering(200)) {
            Api api = runner.api();
            Api.Answer webhook = api.register(receiver.url(), "custom.runner", "");

            String event = api.publish("custom.runner");

            api.delivery(webhook.text("id"), event, "success");
        }
    }
}
