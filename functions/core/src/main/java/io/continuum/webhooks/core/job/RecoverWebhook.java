package io.continuum.webhooks.core.job;

import io.continuum.webhooks.core.admission.Capacity;
import io.continuum.webhooks.core.admission.StateStore;
import io.continuum.webhooks.core.admission.WebhookState;
import io.continuum.webhooks.core.deadletter.DeadLetters;
import io.continuum.webhooks.core.problem.ErrorCode;
import io.continuum.webhooks.core.problem.Refusal;
import io.continuum.webhooks.core.problem.Result;
import io.continuum.webhooks.core.stats.Stats;
import io.continuum.webhooks.core.webhook.Webhook;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Re-sends what a webhook's receiver missed, as fast as its limits let it. Thread-safe. */
public final class RecoverWebhook {
    /** How far back a span may begin. Source: spec.md §5, records live 30 days. */
    public static final Duration FARTHEST = Duration.ofDays(30);

    /** A request is not expected to take less, whatever the average says. */
    private static final long SHORTEST_MS = 50;

    private static final long MINUTE_MS = 60_000;
    private static final int MINUTE_SECONDS = 60;

    private final DeadLetters deadLetters;
    private final StateStore states;
    private final RequestRedrive redrive;

    /** Brings back by {@code redrive}. */
    public RecoverWebhook(DeadLetters deadLetters, StateStore states, RequestRedrive redrive) {
        this.deadLetters = deadLetters;
        this.states = states;
        this.redrive = redrive;
    }

    /**
     * What is re-sent.
     *
     * @param count how many deliveries
     * @param estimated until the last one is sent, the next minute's tick included; zero if there are none
     */
    public record Recovered(int count, Duration estimated) {}

    /**
     * Re-sends the dead letters of events that were accepted in a span.
     *
     * @param until end of the span, not included; null = now
     * @param dryRun only counts
     */
    public Result<Recovered> recover(Webhook webhook, Instant since, @Nullable Instant until, boolean dryRun) {
        if (!webhook.active()) {
            return Result.refused(Refusal.of(ErrorCode.CONFLICT, "The webhook is disabled; enable it first."));
        }
        DeadLetters.Filter filter = new DeadLetters.Filter(webhook.key().webhook(), null, null, since, until);
        int pace = pace(webhook);
        int count = dryRun
                ? deadLetters.count(webhook.key().tenant(), filter, RedriveJob.MOST)
                : redrive.byFilter(webhook.key().tenant(), filter, pace);
        return Result.ok(new Recovered(count, estimate(count, pace)));
    }

    /** As many in a minute as fit through its slots at its average duration, and not more than its rate. */
    private int pace(Webhook webhook) {
        Capacity capacity = webhook.settings().capacity();
        Stats stats = states.load(webhook.key()).map(WebhookState::stats).orElseGet(() -> Stats.empty(Instant.EPOCH));
        long finished = stats.successful() + stats.failed();
        long average = finished == 0 ? SHORTEST_MS : Math.max(SHORTEST_MS, stats.durationMs() / finished);
        long pace = Math.min(RedriveJob.MAX_PACE, capacity.maxConcurrency() * MINUTE_MS / average);
        int rate = capacity.ratePerMinute();
        return (int) Math.max(1, rate == 0 ? pace : Math.min(pace, rate));
    }

    private static Duration estimate(int count, int pace) {
        return count == 0
                ? Duration.ZERO
                : Duration.ofSeconds(MINUTE_SECONDS + Math.ceilDiv((long) count * MINUTE_SECONDS, pace));
    }
}
