package io.continuum.webhooks.core.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookIdTest {
    private static final WebhookId ID = WebhookId.make(Instant.parse("2025-12-06T12:00:00Z"), new Random(3));

    @Test
    void both_prefixes_mean_the_same_webhook() {
        assertThat(WebhookId.parse("wh_" + ID.random())).contains(ID);
        assertThat(WebhookId.parse("webhook_" + ID.random())).contains(ID);
    }

    @Test
    void is_written_in_either_form() {
        assertThat(ID).hasToString("wh_" + ID.random());
        assertThat(ID.lanonasis()).isEqualTo("webhook_" + ID.random());
    }

    @Test
    void a_made_one_has_26_characters() {
        assertThat(ID.random()).matches("[0-9a-z]{26}");
    }

    @Test
    void sorts_by_time() {
        assertThat(WebhookId.make(Instant.ofEpochSecond(1), new Random(1)))
                .isLessThan(WebhookId.make(Instant.ofEpochSecond(2), new Random(1)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "wh_",
                "wh_abc123",
                "webhook_1234567890abcdef",
                "01jef0000000000000000000zz",
                "wh_01JEF0000000000000000000ZZ",
                "wh_webhook_01jef0000000000000000000zz",
                "dlv_01jef0000000000000000000zz",
                "wh_01jef0000000000000000000zz "
            })
    void anything_else_was_never_made_here(String text) {
        assertThat(WebhookId.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "wh_01jef0000000000000000000zz", "01jef0000000000000000000zZ"})
    void cannot_exist_in_another_form(String random) {
        assertThatIllegalArgumentException().isThrownBy(() -> new WebhookId(random));
    }
}
