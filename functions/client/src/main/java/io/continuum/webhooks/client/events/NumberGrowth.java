package io.continuum.webhooks.client.events;

import java.math.BigDecimal;

/**
 * How many bytes a number of an event gains where the platform keeps it: it writes them as ECMAScript does, {@code 1E20}
 * as {@code 100000000000000000000}, and its limit holds for that too.
 */
final class NumberGrowth {
    /** Digits before the point that ECMAScript writes out. Source: ECMA-262 §6.1.6.1.20. */
    private static final int MOST_BEFORE = 21;

    /** Zeros after the point that it writes out, with the one before it. Source: as above. */
    private static final int MOST_ZEROS = 6;

    private NumberGrowth() {}

    /**
     * Returns the gain of one number; 0 if it loses some, which is not set off against what others gain.
     *
     * @param literal as it is sent; with a point or an exponent, and within what doubles hold. What a float is as a double
     *     has more digits than what is written of it, and nobody ever sees them
     */
    static int of(String literal) {
        double value = Double.parseDouble(literal);
        if (value == 0) {
            return 0;
        }
        BigDecimal decimal = new BigDecimal(Double.toString(Math.abs(value))).stripTrailingZeros();
        int digits = decimal.precision();
        int sign = value < 0 ? 1 : 0;
        return Math.max(0, sign + length(digits, digits - decimal.scale()) - literal.length());
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
