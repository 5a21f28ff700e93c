package io.continuum.webhooks.lambda.dynamodb;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What the tenant's item says about its webhooks; its dialect is the business of the keys.
 *
 * @param version moves with every change of any of its webhooks; 0 before the first
 * @param webhooks how many there are
 * @param active how many of them are active
 * @param creations when the last ones were made, oldest first
 */
record TenantItem(long version, int webhooks, int active, List<Instant> creations) {
    static final String DIALECT = "dialect";
    static final String VERSION = "version";
    private static final String WEBHOOKS = "webhooks";
    private static final String ACTIVE = "active";
    private static final String CREATIONS = "creations";

    /** The rolling window of creations. */
    static final Duration WINDOW = Duration.ofHours(1);

    TenantItem {
        creations = List.copyOf(creations);
    }

    static TenantItem read(@Nullable Item item) {
        if (item == null) {
            return new TenantItem(0, 0, 0, List.of());
        }
        return new TenantItem(
                item.numberOrZero(VERSION),
                (int) item.numberOrZero(WEBHOOKS),
                (int) item.numberOrZero(ACTIVE),
                item.list(CREATIONS).stream()
                        .map(AttributeValue::n)
                        .map(BigDecimal::new)
                        .map(Times::fromSeconds)
                        .toList());
    }

    /** Returns the creations that still count at {@code now}. */
    List<Instant> recent(Instant now) {
        Instant from = now.minus(WINDOW);
        return creations.stream().filter(made -> made.isAfter(from)).toList();
    }

    /** Returns this item after a creation at {@code now}; what no longer counts is forgotten. */
    TenantItem created(boolean isActive, Instant now) {
        List<Instant> made =
                Stream.concat(recent(now).stream(), Stream.of(now)).sorted().toList();
        return new TenantItem(version + 1, webhooks + 1, active + (isActive ? 1 : 0), made);
    }

    /** Returns this item after a webhook's change. */
    TenantItem changed(boolean wasActive, boolean isActive) {
        int difference = (isActive ? 1 : 0) - (wasActive ? 1 : 0);
        return new TenantItem(version + 1, webhooks, active + difference, creations);
    }

    /** Returns this item after a webhook's removal. */
    TenantItem removed(boolean wasActive) {
        return new TenantItem(version + 1, webhooks - 1, active - (wasActive ? 1 : 0), creations);
    }

    /** Returns how many webhooks there are with that value of active; null = all. */
    int total(@Nullable Boolean onlyActive) {
        if (onlyActive == null) {
            return webhooks;
        }
        return onlyActive ? active : webhooks - active;
    }

    /** Adds the update of the item to this value, and returns the condition that it is still {@code before}. */
    String update(Expression expression, TenantItem before) {
        expression.set(new Attributes()
                .number(Keys.SCHEMA, Keys.SCHEMA_NOW)
                .number(VERSION, version)
                .number(WEBHOOKS, webhooks)
                .number(ACTIVE, active)
                .build());
        List<AttributeValue> times =
                creations.stream().map(Times::seconds).map(Attributes::decimal).toList();
        expression.set(CREATIONS, AttributeValue.fromL(times));
        return before.version == 0
                ? "attribute_not_exists(" + expression.name(VERSION) + ")"
                : expression.equal(VERSION, AttributeValue.fromN(Long.toString(before.version)));
    }
}
