package io.continuum.webhooks.core.tenant;

import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.id.WebhookId;
import io.continuum.webhooks.core.problem.ErrorCode;
import io.continuum.webhooks.core.problem.Refusal;
import io.continuum.webhooks.core.problem.Result;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Says whether a tenant may ask for something now: so many in a clock minute. Around the turn of a minute twice as many
 * come through; a window that slides would need a read and a larger item per request. Thread-safe.
 */
public final class Allow {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final AllowanceStore store;
    private final InstantSource clock;

    /** Counts in {@code store}. */
    public Allow(AllowanceStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Takes one of the tenant's: one write. */
    public Result<Allowance> tenant(TenantId tenant, Allowance allowance) {
        return take(tenant, allowance, allowance.code(), allowance.ofTenant());
    }

    /** Takes one of the webhook's and one of its tenant's: two writes, or one if the webhook has none left. */
    public Result<Allowance> webhook(TenantId tenant, WebhookId webhook, Allowance allowance) {
        String what = allowance.code() + "#" + webhook;
        return take(tenant, allowance, what, allowance.ofWebhook()).then(_ -> tenant(tenant, allowance));
    }

    private Result<Allowance> take(TenantId tenant, Allowance allowance, String what, int limit) {
        Instant now = clock.instant();
        Instant minute = now.truncatedTo(ChronoUnit.MINUTES);
        return store.take(new AllowanceStore.Counter(tenant, what, minute), limit)
                ? Result.ok(allowance)
                : Result.refused(new Refusal(
                        ErrorCode.TOO_MANY_REQUESTS,
                        "At most " + limit + " such requests are taken in a minute.",
                        List.of(),
                        Duration.between(now, minute.plus(MINUTE))));
    }
}
