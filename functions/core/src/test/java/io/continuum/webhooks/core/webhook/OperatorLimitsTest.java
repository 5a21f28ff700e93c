package io.continuum.webhooks.core.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.admission.Capacity;
import io.continuum.webhooks.core.egress.UrlPolicy;
import io.continuum.webhooks.core.tenant.Dialect;
import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** spec.md §5 and §9: what a dialect gives, and what an operator sets over it. */
class OperatorLimitsTest {
    private static final UrlPolicy TARGETS = new UrlPolicy(false);

    @Test
    void continuum_has_ten_at_once_no_rate_and_a_thousand_creations() {
        WebhookRules rules = OperatorLimits.NONE.rules(Dialect.CONTINUUM, TARGETS);

        assertThat(rules.format().name()).isEqualTo("continuum");
        assertThat(rules.usual()).isEqualTo(new Capacity(10, 0, Duration.ofSeconds(30)));
        assertThat(rules.creationsPerHour()).isEqualTo(1_000);
    }

    @Test
    void lanonasis_has_five_at_once_a_thousand_a_minute_and_ten_creations() {
        WebhookRules rules = OperatorLimits.NONE.rules(Dialect.LANONASIS, TARGETS);

        assertThat(rules.format().name()).isEqualTo("lanonasis");
        assertThat(rules.usual()).isEqualTo(new Capacity(5, 1_000, Duration.ofSeconds(30)));
        assertThat(rules.creationsPerHour()).isEqualTo(10);
    }

    @ParameterizedTest
    @EnumSource
    void there_is_no_ceiling_of_an_operator_who_set_none(Dialect dialect) {
        WebhookRules rules = OperatorLimits.NONE.rules(dialect, TARGETS);

        assertThat(rules.ceiling()).isEqualTo(new Capacity(20, 0, Duration.ofSeconds(50)));
        assertThat(rules.maxAttempts()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void what_an_operator_sets_is_default_and_ceiling_of_both_dialects(Dialect dialect) {
        OperatorLimits set = new OperatorLimits(
                OptionalInt.of(7), OptionalInt.of(60), OptionalInt.of(9), OptionalInt.of(3), OptionalInt.of(4));

        WebhookRules rules = set.rules(dialect, TARGETS);

        Capacity seven = new Capacity(7, 60, Duration.ofSeconds(9));
        assertThat(rules.usual()).isEqualTo(seven);
        assertThat(rules.ceiling()).isEqualTo(seven);
        assertThat(rules.creationsPerHour()).isEqualTo(3);
        assertThat(rules.maxAttempts()).hasValue(4);
    }
}
