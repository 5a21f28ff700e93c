package io.continuum.webhooks.core.webhook;

import io.continuum.webhooks.core.admission.Capacity;
import io.continuum.webhooks.core.egress.UrlPolicy;
import io.continuum.webhooks.core.format.Format;
import io.continuum.webhooks.core.tenant.Dialect;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * What holds for new and changed webhooks of a tenant.
 *
 * @param targets which URLs are allowed
 * @param dialect what the tenant speaks; decides the form of secrets made for it
 * @param format of a webhook that names none
 * @param usual capacity of a webhook that names none
 * @param ceiling the most that it may name
 * @param creationsPerHour successful creations of a tenant in a rolling hour
 * @param maxAttempts requests of one delivery that a webhook has and may name at most; empty = its format's, up to 20
 */
public record WebhookRules(
        UrlPolicy targets,
        Dialect dialect,
        Format format,
        Capacity usual,
        Capacity ceiling,
        int creationsPerHour,
        OptionalInt maxAttempts) {
    /** Most requests in flight that a webhook may ask for, unless the operator allows fewer. Source: spec §9. */
    public static final int MAX_CONCURRENCY = 20;

    /** Most requests a minute that a webhook may ask for. */
    public static final int MAX_RATE = 100_000;

    /** Shortest time-out of a request. Source: spec §5. */
    public static final Duration MIN_TIMEOUT = Duration.ofSeconds(1);

    /** Longest time-out of a request: a function's 60 s less what recording takes. Source: spec §5. */
    public static final Duration MAX_TIMEOUT = Duration.ofSeconds(50);
}
