package io.continuum.webhooks.lambda.dynamodb;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The size of items as DynamoDB counts them for capacity and for the limit of 400 KB. Source: Developer Guide, "DynamoDB
 * item sizes and formats".
 */
final class ItemSize {
    /** Most bytes of one item. Source: Developer Guide, "Quotas". */
    static final int MOST = 400 * 1024;

    private static final int CONTAINER = 3;

    private ItemSize() {}

    /** Returns the bytes of an item, or of a map's content. */
    static int of(Map<String, AttributeValue> item) {
        return item.entrySet().stream()
                .mapToInt(entry -> utf8(entry.getKey()) + of(entry.getValue()))
                .sum();
    }

    /** Returns the bytes of a text. */
    static int utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static int of(AttributeValue value) {
        return switch (value.type()) {
            case S -> utf8(value.s());
            case N -> number(new BigDecimal(value.n()));
            case B -> value.b().asByteArrayUnsafe().length;
            case BOOL, NUL -> 1;
            case L ->
                CONTAINER + value.l().stream().mapToInt(one -> 1 + of(one)).sum();
            case M -> CONTAINER + value.m().size() + of(value.m());
            case SS -> value.ss().stream().mapToInt(ItemSize::utf8).sum();
            case NS ->
                value.ns().stream().mapToInt(one -> number(new BigDecimal(one))).sum();
            case BS ->
                value.bs().stream()
                        .mapToInt(one -> one.asByteArrayUnsafe().length)
                        .sum();
            case UNKNOWN_TO_SDK_VERSION -> throw new IllegalArgumentException("an attribute of an unknown type");
        };
    }

    /** One byte for two significant digits, one more, and one for a sign. */
    private static int number(BigDecimal number) {
        int digits = number.stripTrailingZeros().precision();
        return (digits + 1) / 2 + 1 + (number.signum() < 0 ? 1 : 0);
    }
}
