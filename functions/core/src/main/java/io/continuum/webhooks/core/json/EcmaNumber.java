package io.continuum.webhooks.core.json;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Writes doubles as ECMAScript does (ECMA-262 §6.1.6.1.20, Number::toString with radix 10). */
final class EcmaNumber {
    private static final MathContext ONE_DIGIT = new MathContext(1, RoundingMode.HALF_UP);

    private EcmaNumber() {}

    /**
     * Returns the shortest decimal that reads back as the same double, in ECMAScript's layout.
     *
     * @throws NotCanonical if the value is infinite or not a number
     */
    static String format(double value) {
        if (!Double.isFinite(value)) {
            throw new NotCanonical("JSON has no infinity and no NaN");
        }
        if (value == 0) {
            return "0"; // minus zero too
        }
        var decimal = shortest(Math.abs(value));
        var digits = decimal.unscaledValue().toString();
        return (value < 0 ? "-" : "") + layout(digits, digits.length() - decimal.scale());
    }

    // Double.toString is the shortest since JDK 19, except that it never has fewer than two digits: 4.9E-324 is 5e-324.
    private static BigDecimal shortest(double value) {
        var decimal = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        if (decimal.precision() == 2) {
            var shorter = decimal.round(ONE_DIGIT).stripTrailingZeros();
            return shorter.doubleValue() == value ? shorter : decimal;
        }
        return decimal;
    }

    /** Lays out 0.digits times ten to the point-th: names k and n in the standard. */
    private static String layout(String digits, int point) {
        var length = digits.length();
        if (length <= point && point <= 21) {
            return digits + "0".repeat(point - length);
        }
        if (0 < point && point <= 21) {
            return digits.substring(0, point) + "." + digits.substring(point);
        }
        if (-6 < point && point <= 0) {
            return "0." + "0".repeat(-point) + digits;
        }
        var exponent = (point > 0 ? "e+" : "e-") + Math.abs(point - 1);
        return length == 1 ? digits + exponent : digits.charAt(0) + "." + digits.substring(1) + exponent;
    }
}
