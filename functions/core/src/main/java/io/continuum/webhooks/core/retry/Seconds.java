package io.continuum.webhooks.core.retry;

import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ValueNode;
import java.math.BigDecimal;
import java.time.Duration;

/** Delays as policies state them: seconds, whole or with decimals. */
final class Seconds {
    private Seconds() {}

    /** Returns the duration, to the millisecond. */
    static Duration toDuration(BigDecimal seconds) {
        // In doubles: exact enough for milliseconds, and cheap whatever the decimal's exponent is.
        return Duration.ofMillis(Math.round(seconds.doubleValue() * 1000));
    }

    /** Returns the number as it was given: whole ones stay integers. */
    static ValueNode toJson(BigDecimal number) {
        if (number.scale() > 0) {
            return DecimalNode.valueOf(number);
        }
        return number.precision() - number.scale() <= 18
                ? LongNode.valueOf(number.longValueExact())
                : BigIntegerNode.valueOf(number.toBigIntegerExact());
    }
}
