package io.continuum.webhooks.lambda.api;

import io.continuum.webhooks.core.admission.WebhookState;
import io.continuum.webhooks.core.delivery.Delivery;
import io.continuum.webhooks.core.delivery.WaitingRoom;
import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.problem.Result;
import io.continuum.webhooks.core.stats.Hour;
import io.continuum.webhooks.core.webhook.Webhook;
import io.continuum.webhooks.lambda.api.dialect.StatsReport;
import io.continuum.webhooks.lambda.api.dialect.StatsShape;
import io.continuum.webhooks.lambda.api.gateway.Response;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Stats of one webhook. Thread-safe. */
final class StatsRoutes {
    private static final int OK = 200;
    private static final int DAY_HOURS = 24;

    /** Waiting deliveries that are looked at one by one. About 2 KB each in the store. */
    private static final int LOOKED_AT = 250;

    /** Waiting deliveries are counted no further. */
    private static final int COUNTED = 10_000;

    private final Api api;
    private final Lookup lookup;

    StatsRoutes(Api api, Lookup lookup) {
        this.api = api;
        this.lookup = lookup;
    }

    Result<Response> get(Call call) {
        return lookup.webhook(call).map(webhook -> call.presenter().answer(OK, StatsShape.of(report(webhook))));
    }

    private StatsReport report(Webhook webhook) {
        WebhookState state = lookup.shown(webhook).state();
        long pending = state.stats().retrying() + waitingForTheirFirst(webhook.key());
        return new StatsReport(state, pending, lastDay(webhook.key(), state));
    }

    /**
     * Counts what waits and is not among those being retried. Behind the first {@link #LOOKED_AT}, everything is taken
     * for new: what gathers behind an open breaker has not been tried.
     */
    private long waitingForTheirFirst(WebhookKey webhook) {
        WaitingRoom waiting = api.deliveries().waiting();
        List<Delivery> oldest = waiting.oldest(webhook, LOOKED_AT);
        long untried =
                oldest.stream().filter(delivery -> delivery.attempts() == 0).count();
        boolean all = oldest.size() < LOOKED_AT;
        return all ? untried : untried + Math.max(0, waiting.count(webhook, COUNTED) - oldest.size());
    }

    /** Returns the hour that runs and the 23 before it; the running one is in the state only. */
    private List<Hour> lastDay(WebhookKey webhook, WebhookState state) {
        Instant last = api.platform().clock().instant().truncatedTo(ChronoUnit.HOURS);
        Instant first = last.minus(DAY_HOURS - 1L, ChronoUnit.HOURS);
        Map<Instant, Hour> known = new HashMap<>();
        api.deliveries().history().hours(webhook, first).forEach(hour -> known.put(hour.start(), hour));
        Hour counting = state.stats().hour();
        known.put(counting.start(), counting);
        return IntStream.range(0, DAY_HOURS)
                .mapToObj(i -> first.plus(i, ChronoUnit.HOURS))
                .map(start -> known.getOrDefault(start, Hour.of(start)))
                .toList();
    }
}
