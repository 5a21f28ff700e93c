package io.continuum.webhooks.client.events;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;

/**
 * How many bytes the numbers of an event gain where the platform keeps it: it writes them as ECMAScript does, {@code 1E20}
 * as {@code 100000000000000000000}, and its limit holds for that too.
 */
final class NumberGrowth {
    /** Digits before the point that ECMAScript writes out. Source: ECMA-262 §6.1.6.1.20. */
    private static final int MOST_BEFORE = 21;

    /** Zeros after the point that it writes out, with the one before it. Source: as above. */
    private static final int MOST_ZEROS = 6;

    private NumberGrowth() {}

    /** Returns the gain of all numbers in {@code node}; what others lose is not set off against it. */
    static long bytes(JsonNode node) {
        if (node.isContainerNode()) {
            long sum = 0;
            for (JsonNode child : node) {
                sum += bytes(child);
            }
            return sum;
        }
        // Integers keep their digits.
        return node.isNumber() && !node.isIntegralNumber() ? Math.max(0, gain(node)) : 0;
    }

    private static int gain(JsonNode node) {
        double value = node.doubleValue();
        if (value == 0 || !Double.isFinite(value)) {
            return 0;
        }
        BigDecimal decimal = new BigDecimal(Double.toString(Math.abs(value))).stripTrailingZeros();
        int digits = decimal.precision();
        int sign = value < 0 ? 1 : 0;
        return sign + length(digits, digits - decimal.scale()) - node.asText().length();
    }

    /** Returns the length of 0.digits times ten to the point-th. */
    private static int length(int digits, int point) {
        if (point > 0 && point <= MOST_BEFORE) {
            return digits <= point ? point : digits + 1;
        }
        if (point <= 0 && point > -MOST_ZEROS) {
            return 2 - point + digits;
        }
        return digits
                + (digits == 1 ? 0 : 1)
                + 2
                + Integer.toString(Math.abs(point - 1)).length();
    }
}
