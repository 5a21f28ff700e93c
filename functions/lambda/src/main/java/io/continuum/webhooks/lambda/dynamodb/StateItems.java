package io.continuum.webhooks.lambda.dynamodb;

import io.continuum.webhooks.core.admission.Capacity;
import io.continuum.webhooks.core.admission.Life;
import io.continuum.webhooks.core.admission.RateWindow;
import io.continuum.webhooks.core.admission.Slot;
import io.continuum.webhooks.core.admission.Wake;
import io.continuum.webhooks.core.admission.WebhookState;
import io.continuum.webhooks.core.breaker.Breaker;
import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.stats.Hour;
import io.continuum.webhooks.core.stats.Stats;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A webhook's state as an item. Names have two letters and times are numbers, because every write of it should cost one
 * unit: at most 1,024 bytes with 20 slots.
 */
final class StateItems {
    static final String REVISION = "r";

    /** Random bits of the last swap: tells its writer that a swap whose answer was lost did happen. */
    static final String WRITER = "w";

    private static final String LIFE = "li";
    private static final String CONFIG_VERSION = "cv";
    private static final String RELEASED_VERSION = "rv";
    private static final String CONCURRENCY = "cc";
    private static final String RATE_PER_MINUTE = "cr";
    private static final String TIMEOUT_MS = "ct";
    private static final String BREAKER = "b";
    private static final String FAILURES = "bf";
    private static final String OPENED_AT = "bo";
    private static final String UNTIL = "bu";
    private static final String OPENINGS = "bn";
    private static final String EPOCH = "e";
    private static final String SLOTS = "s";
    private static final String MINUTE = "rm";
    private static final String USED = "ru";
    private static final String SUCCESSFUL = "ts";
    private static final String FAILED = "tf";
    private static final String RETRYING = "tr";
    private static final String DURATION_MS = "td";
    private static final String STREAK = "tk";
    private static final String ATTEMPTS = "ta";
    private static final String HOUR_START = "hs";
    private static final String HOUR_SUCCESSFUL = "ho";
    private static final String HOUR_FAILED = "hf";
    private static final String HOUR_DURATION_MS = "hd";
    private static final String LAST_TRIGGERED = "lt";
    private static final String LAST_SUCCESS = "ls";
    private static final String LAST_FAILURE = "lf";
    private static final String FAILING_SINCE = "fs";
    private static final String ADDITIONS = "wn";
    private static final String DRAIN = "dr";

    private static final String CLOSED = "C";
    private static final String OPEN = "O";
    private static final String HALF_OPEN = "H";

    /** What an item may lack: an update removes those that the new value has not. */
    private static final List<String> OPTIONAL = List.of(
            FAILURES,
            OPENED_AT,
            UNTIL,
            OPENINGS,
            SLOTS,
            LAST_TRIGGERED,
            LAST_SUCCESS,
            LAST_FAILURE,
            FAILING_SINCE,
            DRAIN,
            Keys.WAKE_SHARD,
            Keys.WAKE_AT);

    private StateItems() {}

    /** Returns the whole item. */
    static Map<String, AttributeValue> item(WebhookState state) {
        return Attributes.at(Keys.state(state.key())).all(attributes(state)).build();
    }

    /** Adds to {@code expression} the update of an item to {@code state}, its revision included. */
    static Expression update(Expression expression, WebhookState state) {
        Map<String, AttributeValue> attributes = attributes(state);
        expression.set(attributes);
        OPTIONAL.stream().filter(name -> !attributes.containsKey(name)).forEach(expression::remove);
        return expression;
    }

    /** Adds to {@code expression} only what the configuration says; the revision moves by one, whatever it is. */
    static Expression configure(Expression expression, Life life, long version, Capacity capacity) {
        Attributes attributes = new Attributes();
        configuration(attributes, life, version, capacity);
        return expression.set(attributes.build()).increment(REVISION);
    }

    private static Map<String, AttributeValue> attributes(WebhookState state) {
        Attributes attributes = new Attributes()
                .number(REVISION, state.revision())
                .number(EPOCH, state.epoch())
                .number(RELEASED_VERSION, state.releasedVersion())
                .number(MINUTE, state.rate().minute())
                .number(USED, state.rate().used())
                .number(ADDITIONS, state.wake().additions());
        configuration(attributes, state.life(), state.configVersion(), state.capacity());
        if (!state.slots().isEmpty()) {
            attributes.bytes(SLOTS, SlotCodec.pack(state.slots()));
        }
        Instant wake = state.wake().at();
        if (wake != null) {
            attributes
                    .text(Keys.WAKE_SHARD, Keys.shard(Keys.ofWebhook(state.key())))
                    .text(Keys.WAKE_AT, Times.sortable(wake));
        }
        if (state.drain() != null) {
            attributes.bytes(DRAIN, DrainCodec.pack(state.drain()));
        }
        breaker(attributes, state.breaker());
        stats(attributes, state.stats());
        return attributes.build();
    }

    private static void configuration(Attributes attributes, Life life, long version, Capacity capacity) {
        attributes
                .text(LIFE, life.name().toLowerCase(Locale.ROOT))
                .number(CONFIG_VERSION, version)
                .number(CONCURRENCY, capacity.maxConcurrency())
                .number(RATE_PER_MINUTE, capacity.ratePerMinute())
                .number(TIMEOUT_MS, capacity.timeout().toMillis());
    }

    private static void breaker(Attributes attributes, Breaker breaker) {
        switch (breaker) {
            case Breaker.Closed(int failures) ->
                attributes.text(BREAKER, CLOSED).number(FAILURES, failures);
            case Breaker.Open(Instant openedAt, Instant until, int openings) ->
                attributes
                        .text(BREAKER, OPEN)
                        .seconds(OPENED_AT, openedAt)
                        .seconds(UNTIL, until)
                        .number(OPENINGS, openings);
            case Breaker.HalfOpen(Instant openedAt, Instant leaseUntil, int openings) ->
                attributes
                        .text(BREAKER, HALF_OPEN)
                        .seconds(OPENED_AT, openedAt)
                        .seconds(UNTIL, leaseUntil)
                        .number(OPENINGS, openings);
        }
    }

    private static void stats(Attributes attributes, Stats stats) {
        attributes
                .number(SUCCESSFUL, stats.successful())
                .number(FAILED, stats.failed())
                .number(RETRYING, stats.retrying())
                .number(DURATION_MS, stats.durationMs())
                .number(STREAK, stats.streak())
                .number(ATTEMPTS, stats.attempts())
                .seconds(HOUR_START, stats.hour().start())
                .number(HOUR_SUCCESSFUL, stats.hour().successful())
                .number(HOUR_FAILED, stats.hour().failed())
                .number(HOUR_DURATION_MS, stats.hour().durationMs())
                .seconds(LAST_TRIGGERED, stats.lastTriggeredAt())
                .seconds(LAST_SUCCESS, stats.lastSuccessAt())
                .seconds(LAST_FAILURE, stats.lastFailureAt())
                .seconds(FAILING_SINCE, stats.failingSince());
    }

    /** Reads an item; null for none. */
    static @Nullable WebhookState readOrNull(@Nullable Item item) {
        return item == null ? null : read(item);
    }

    /** Reads an item. */
    static WebhookState read(Item item) {
        WebhookKey key = Keys.webhookOf(item.text(Keys.PK));
        List<Slot> slots = item.has(SLOTS) ? SlotCodec.unpack(item.bytes(SLOTS)) : List.of();
        return new WebhookState(
                key,
                item.number(REVISION),
                Life.valueOf(item.text(LIFE).toUpperCase(Locale.ROOT)),
                item.number(CONFIG_VERSION),
                item.numberOrZero(RELEASED_VERSION),
                capacity(item),
                breaker(item),
                item.number(EPOCH),
                slots,
                new RateWindow(item.number(MINUTE), item.integer(USED)),
                stats(item),
                new Wake(wake(item), item.number(ADDITIONS)),
                item.has(DRAIN) ? DrainCodec.unpack(item.bytes(DRAIN)) : null);
    }

    private static Capacity capacity(Item item) {
        Duration timeout = Duration.ofMillis(item.number(TIMEOUT_MS));
        return new Capacity(item.integer(CONCURRENCY), item.integer(RATE_PER_MINUTE), timeout);
    }

    private static @Nullable Instant wake(Item item) {
        return item.timeOrNull(Keys.WAKE_AT);
    }

    private static Breaker breaker(Item item) {
        String kind = item.text(BREAKER);
        return switch (kind) {
            case CLOSED -> new Breaker.Closed(item.integer(FAILURES));
            case OPEN -> new Breaker.Open(item.seconds(OPENED_AT), item.seconds(UNTIL), item.integer(OPENINGS));
            case HALF_OPEN ->
                new Breaker.HalfOpen(item.seconds(OPENED_AT), item.seconds(UNTIL), item.integer(OPENINGS));
            default -> throw new IllegalStateException("no breaker is of kind " + kind);
        };
    }

    private static Stats stats(Item item) {
        Hour hour = new Hour(
                item.seconds(HOUR_START),
                item.number(HOUR_SUCCESSFUL),
                item.number(HOUR_FAILED),
                item.number(HOUR_DURATION_MS));
        return new Stats(
                item.number(SUCCESSFUL),
                item.number(FAILED),
                item.number(RETRYING),
                item.number(DURATION_MS),
                item.integer(STREAK),
                hour,
                item.secondsOrNull(LAST_TRIGGERED),
                item.secondsOrNull(LAST_SUCCESS),
                item.secondsOrNull(LAST_FAILURE),
                item.secondsOrNull(FAILING_SINCE),
                // Items written before attempts were counted have none.
                item.numberOrZero(ATTEMPTS));
    }
}
