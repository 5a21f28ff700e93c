package io.continuum.webhooks.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.local.permissions.Call;
import io.continuum.webhooks.local.permissions.Rights;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Every right of every function is there for something. That nothing else is called, the platform of each end-to-end test
 * checks when it is closed, this one's too.
 */
@EmbeddedOnly("which rights are used does not depend on whose AWS it is")
class PermissionsEndToEndTest {
    private static final String TOKEN = "my-secret-token";

    /** Rights for what no test can bring about in a minute. */
    private static final Set<String> FOR_RARE_CASES = Set.of(
            // Thousands of matches that do not fit into an invocation go on in another one.
            "Emitter sqs:SendMessage PlatformQueuesEvents",
            // A delivery that has waited for three days is given up: its copy, and what subscribers are told.
            "Maintenance sqs:SendMessage PlatformQueuesEvents",
            "Maintenance sqs:SendMessage PlatformQueuesExhausted");

    @Test
    void each_right_that_a_role_has_is_used_by_its_function() {
        try (Receiver bot = Receiver.answering(200)) {
            Map<String, String> env = new HashMap<>();
            env.put("BREAKER_FAILURES", "7");
            env.put("BREAKER_OPEN_SECONDS", "5");
            env.put("ADMIN_KEY_SECRET", "admin-key");
            env.put("MEM0_WEBHOOK_URL", bot.url());
            env.put("MEM0_WEBHOOK_CREDENTIALS", "brain-bot");
            try (TestPlatform platform = TestPlatform.with(env, aws -> {
                String credentials = "{\"token\":\"%s\",\"secret\":\"\"}".formatted(TOKEN);
                aws.secretsManager()
                        .createSecret(request -> request.name("admin-key").secretString(TestPlatform.KEY));
                aws.secretsManager()
                        .createSecret(request -> request.name("brain-bot").secretString(credentials));
            })) {
                GrandTour tour = new GrandTour(platform);
                tour.administer();
                tour.manage();
                tour.fail();
                tour.trip();
                tour.hold();
                tour.erase();
                tour.receive(TOKEN);
                tour.tidy();
                platform.rehearse();
                moveThereAndBack(platform, env);

                List<String> unused = Rights.ofDeployment().unusedBy(platform.calls()).stream()
                        .map(Call::toString)
                        .toList();
                assertThat(unused).containsExactlyInAnyOrderElementsOf(FOR_RARE_CASES);
            }
        }
    }

    private static void moveThereAndBack(TestPlatform platform, Map<String, String> env) {
        env.put("SECRET_STORAGE", "keyring");
        platform.restart(env);
        new GrandTour(platform).store();
        env.put("SECRET_STORAGE", "secrets-manager");
        platform.restart(env);
        new GrandTour(platform).store();
    }
}
