package io.continuum.webhooks.lambda.dynamodb;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Builds an item, or a map inside one. Null leaves an attribute out. Not thread-safe. */
final class Attributes {
    private final Map<String, AttributeValue> values = new LinkedHashMap<>();

    /** Begins an item at {@code key}, with its schema's version. */
    static Attributes at(Key key) {
        Attributes attributes = new Attributes();
        attributes.values.putAll(key.attributes());
        return attributes.number(Keys.SCHEMA, Keys.SCHEMA_NOW);
    }

    Attributes text(String name, @Nullable String value) {
        return value == null ? this : put(name, AttributeValue.fromS(value));
    }

    Attributes number(String name, long value) {
        return put(name, AttributeValue.fromN(Long.toString(value)));
    }

    Attributes number(String name, @Nullable Integer value) {
        return value == null ? this : number(name, value.longValue());
    }

    Attributes flag(String name, boolean value) {
        return put(name, AttributeValue.fromBool(value));
    }

    Attributes bytes(String name, byte[] value) {
        return put(name, AttributeValue.fromB(SdkBytes.fromByteArray(value)));
    }

    /** Writes a time as ISO 8601 text, exactly. */
    Attributes time(String name, @Nullable Instant value) {
        return value == null ? this : text(name, value.toString());
    }

    /** Writes a time as a number, exactly: a third of the bytes. */
    Attributes seconds(String name, @Nullable Instant value) {
        return value == null ? this : put(name, decimal(Times.seconds(value)));
    }

    Attributes list(String name, List<AttributeValue> value) {
        return value.isEmpty() ? this : put(name, AttributeValue.fromL(value));
    }

    Attributes all(Map<String, AttributeValue> others) {
        values.putAll(others);
        return this;
    }

    Map<String, AttributeValue> build() {
        return Map.copyOf(values);
    }

    static AttributeValue decimal(BigDecimal value) {
        return AttributeValue.fromN(value.stripTrailingZeros().toPlainString());
    }

    private Attributes put(String name, AttributeValue value) {
        values.put(name, value);
        return this;
    }
}
