package io.continuum.webhooks.core.webhook;

import io.continuum.webhooks.core.admission.Capacity;
import io.continuum.webhooks.core.egress.UrlPolicy;
import io.continuum.webhooks.core.format.Format;
import io.continuum.webhooks.core.tenant.Dialect;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * What the operator set about webhooks (spec.md §9). What is set is the default of every dialect and the ceiling of
 * every webhook; what is not (empty) leaves the dialect's default and the platform's ceiling.
 *
 * @param maxConcurrency requests in flight at once, 1 to {@link WebhookRules#MAX_CONCURRENCY}
 * @param ratePerMinute requests in a clock minute, 1 to {@link WebhookRules#MAX_RATE}
 * @param timeoutSeconds of one request, 1 to 50
 * @param creationsPerHour successful creations of a tenant in a rolling hour, at least 1
 * @param maxAttempts requests of one delivery, the first included, 1 to 20
 */
public record OperatorLimits(
        OptionalInt maxConcurrency,
        OptionalInt ratePerMinute,
        OptionalInt timeoutSeconds,
        OptionalInt creationsPerHour,
        OptionalInt maxAttempts) {
    /** No operator set anything. */
    public static final OperatorLimits NONE = new OperatorLimits(
            OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty());

    private static final int NO_RATE = 0;

    /** Source: spec.md §5. */
    private static final int TIMEOUT_SECONDS = 30;

    /** What a dialect's tenants get who ask for nothing in particular. */
    private record Usual(String format, int concurrency, int rate, int creationsPerHour) {
        /** Source: seed 001 ("10 concurrent per endpoint"), spec.md §5 and §9. */
        static final Usual CONTINUUM = new Usual("continuum", 10, NO_RATE, 1_000);

        /** Source: seed 003, "Rate Limits". */
        static final Usual LANONASIS = new Usual("lanonasis", 5, 1_000, 10);

        static Usual of(Dialect dialect) {
            return switch (dialect) {
                case CONTINUUM -> CONTINUUM;
                case LANONASIS -> LANONASIS;
            };
        }
    }

    /** Returns what holds for new and changed webhooks of a tenant that speaks {@code dialect}. */
    public WebhookRules rules(Dialect dialect, UrlPolicy targets) {
        Usual usual = Usual.of(dialect);
        Capacity capacity = new Capacity(
                maxConcurrency.orElse(usual.concurrency),
                ratePerMinute.orElse(usual.rate),
                Duration.ofSeconds(timeoutSeconds.orElse(TIMEOUT_SECONDS)));
        Format format = Format.of(usual.format).orElseGet(() -> Format.all().getFirst());
        return new WebhookRules(
                targets,
                dialect,
                format,
                capacity,
                ceiling(),
                creationsPerHour.orElse(usual.creationsPerHour),
                maxAttempts);
    }

    /** Returns the most that any webhook may have, of whatever dialect; a rate of 0 is none. */
    public Capacity ceiling() {
        return new Capacity(
                maxConcurrency.orElse(WebhookRules.MAX_CONCURRENCY),
                ratePerMinute.orElse(NO_RATE),
                Duration.ofSeconds(timeoutSeconds.orElse((int) WebhookRules.MAX_TIMEOUT.toSeconds())));
    }
}
