package io.continuum.webhooks.cdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConfigurationTest {
    @Test
    void nothing_needs_to_be_said() {
        Configuration usual = Configuration.of(Map.of());

        assertThat(usual.stage().name()).isEqualTo("dev");
        assertThat(usual.front().http()).isFalse();
        assertThat(usual.compute().arm64()).isTrue();
        assertThat(usual.settings().development().insecureTargets()).isFalse();
        assertThat(usual.settings().keyring()).isFalse();
        assertThat(usual.settings().limits().values()).containsOnly("");
    }

    @Test
    void names_of_cdk_and_its_command_line_are_left_to_it() {
        assertThat(Configuration.of(Map.of(
                        "@aws-cdk/core:checkSecretUsage",
                        true,
                        "aws:cdk:bundling-stacks",
                        "x",
                        "cli-telemetry",
                        false)))
                .isEqualTo(Configuration.of(Map.of()));
    }

    @Test
    void an_unknown_name_is_refused_with_the_known_ones() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Configuration.of(Map.of("alarmMail", "a@example.com")))
                .withMessageContaining("unknown context: alarmMail; known are ")
                .withMessageContaining("alarmEmail")
                .withMessageContaining("BREAKER_FAILURES")
                .withMessageContaining("maxConcurrency");
    }

    @Test
    void everything_that_is_wrong_is_told_at_once() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Configuration.of(Map.of("stage", "Prod!", "waf", "yes", "apiMemory", 100)))
                .withMessageContaining("stage must be")
                .withMessageContaining("waf must be true or false")
                .withMessageContaining("apiMemory must be a whole number from 256 to 10240");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            api                        | soap             | api must be rest or http
            arch                       | riscv            | arch must be arm64 or x86_64
            BREAKER_FAILURES           | 0                | BREAKER_FAILURES must be a whole number from 1
            BREAKER_OPEN_SECONDS       | 1.5              | BREAKER_OPEN_SECONDS must be a whole number from 1
            DELIVERY_TIMEOUT_SECONDS   | 51               | DELIVERY_TIMEOUT_SECONDS must be a whole number from 1 to 50
            MAX_CONCURRENCY            | 21               | MAX_CONCURRENCY must be a whole number from 1 to 20
            MAX_QUEUE_DELAY_SECONDS    | 901              | MAX_QUEUE_DELAY_SECONDS must be a whole number from 1 to 900
            VISIBILITY_TIMEOUT_SECONDS | 359              | VISIBILITY_TIMEOUT_SECONDS must be at least 360
            deliveryTimeout            | 61               | VISIBILITY_TIMEOUT_SECONDS must be at least 366
            deliveryTimeout            | 59               | deliveryTimeout must be a whole number from 60 to 900
            maxConcurrency             | 9                | maxConcurrency must be a whole number from 10 to 2500
            emitterConcurrency         | 1                | emitterConcurrency must be a whole number from 2 to 1000
            provisionedPollers         | 1-20             | provisionedPollers must be
            provisionedPollers         | 20-10            | provisionedPollers must be
            logRetentionDays           | 31               | logRetentionDays must be one of 1, 3, 5, 7, 14, 30
            alarmEmail                 | nobody           | alarmEmail must be an e-mail address
            secretStorage              | vault            | secretStorage must be secrets-manager or keyring
            snsTopicArn                | topic            | snsTopicArn must be the ARN of an SNS topic
            defaultBusSources          | my app,other     | defaultBusSources must be a list of event sources
            domainName                 | hooks.example.com| domainName and certificateArn go together
            MEM0_WEBHOOK_TOKEN         | abc              | Mem0WebhookToken
            MEM0_WEBHOOK_URL           | ftp://x          | MEM0_WEBHOOK_URL must be a URL
            MEM0_WEBHOOK_RETRY_COUNT   | 20               | MEM0_WEBHOOK_RETRY_COUNT must be a whole number from 0 to 19
            webhooksTable              | a/b              | webhooksTable must be the name of a table
            deliveriesTable            | ab               | deliveriesTable must be the name of a table
            AWS_ENDPOINT_URL           | http://x:4566    | AWS_ENDPOINT_URL goes with stage=local only
            """)
    void a_wrong_value_is_refused_by_name(String name, String value, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Configuration.of(Map.of(name, value)))
                .withMessageContaining(message);
    }

    @Test
    void pollers_take_the_place_of_limits() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Configuration.of(Map.of("provisionedPollers", "2-20", "maxConcurrency", "50")))
                .withMessageContaining("provisionedPollers takes the place of maxConcurrency");
    }

    @Test
    void a_setting_of_brain_bot_brings_its_secret_along() {
        assertThat(Configuration.of(Map.of("MEM0_WEBHOOK_URL", "https://bot.example.com"))
                        .settings()
                        .brainBotCredentials())
                .isEqualTo("parameters");
    }
}
