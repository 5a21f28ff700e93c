package io.continuum.webhooks.lambda.dynamodb;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * An item, or a map inside one, for reading. Attributes that nobody asks for are tolerated, so that newer code may add
 * some. A missing attribute that must be there means a damaged table: {@code IllegalStateException}.
 *
 * @param attributes as the SDK gives them
 */
record Item(Map<String, AttributeValue> attributes) {
    Key key() {
        return new Key(text(Keys.PK), text(Keys.SK));
    }

    boolean has(String name) {
        return attributes.containsKey(name);
    }

    String text(String name) {
        return value(name).s();
    }

    @Nullable String textOrNull(String name) {
        return has(name) ? text(name) : null;
    }

    BigDecimal decimal(String name) {
        return new BigDecimal(value(name).n());
    }

    long number(String name) {
        return decimal(name).longValueExact();
    }

    int integer(String name) {
        return decimal(name).intValueExact();
    }

    /** Returns the number, 0 if there is none. */
    long numberOrZero(String name) {
        return has(name) ? number(name) : 0;
    }

    boolean flag(String name) {
        return value(name).bool();
    }

    byte[] bytes(String name) {
        return value(name).b().asByteArray();
    }

    /** Returns the time that {@link Attributes#time} wrote. */
    Instant time(String name) {
        return Instant.parse(text(name));
    }

    @Nullable Instant timeOrNull(String name) {
        return has(name) ? time(name) : null;
    }

    /** Returns the time that {@link Attributes#seconds} wrote. */
    Instant seconds(String name) {
        return Times.fromSeconds(decimal(name));
    }

    @Nullable Instant secondsOrNull(String name) {
        return has(name) ? seconds(name) : null;
    }

    /** Returns the list, empty if there is none. */
    List<AttributeValue> list(String name) {
        return has(name) ? value(name).l() : List.of();
    }

    /** Returns whether the item's time is over; DynamoDB deletes such items up to days late. */
    boolean expired(Instant now) {
        return has(Keys.TTL) && number(Keys.TTL) <= now.getEpochSecond();
    }

    private AttributeValue value(String name) {
        AttributeValue value = attributes.get(name);
        if (value == null) {
            throw new IllegalStateException("an item has no attribute " + name);
        }
        return value;
    }
}
