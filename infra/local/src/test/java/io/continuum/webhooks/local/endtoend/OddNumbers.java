package io.continuum.webhooks.local.endtoend;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.random.RandomGenerator;

/** Makes JSON's numbers, as literals: those that every language writes alike, and those at the edges of doubles. */
final class OddNumbers {
    /** Greatest integer up to which all of them are doubles. */
    private static final long SAFE = 1L << 53;

    private static final List<String> EDGES = List.of(
            "-0",
            "-0.0",
            "0e10",
            "-0e-5",
            "1E+2",
            "10e-1",
            "85.0",
            "1.0",
            "0.1",
            "0.30000000000000004",
            "1e-400",
            "9007199254740991",
            "9007199254740992",
            "9007199254740993",
            "9007199254740994",
            "9007199254740993.0",
            "9007199254740992.5",
            "-9007199254740993",
            "9223372036854775807",
            "9223372036854775808",
            "18446744073709551615",
            "18446744073709551616",
            "1152921504606846976",
            "1e15",
            "1e16",
            "1e17",
            "1e20",
            "1e21",
            "1e22",
            "1e23",
            "-1e21",
            "100000000000000000000",
            "1000000000000000000000",
            "999999999999999868928",
            "999999999999999934464",
            "123456789012345680000",
            "123456789012345683968",
            "0.001",
            "0.0001",
            "0.00011",
            "0.00009999999999999999",
            "0.00001",
            "1e-5",
            "1e-6",
            "0.0000001",
            "1e-7",
            "-1e-7",
            "1.5e-7",
            "1e-8",
            "1e-9",
            "9.999999999999999e-10",
            "1e-10",
            "2.5e-10",
            "1e-100",
            "5e-324",
            "4.9e-324",
            "1e-323",
            "2e-323",
            "2.225073858507201e-308",
            "2.2250738585072014e-308",
            "1.7976931348623157e308",
            "-1.7976931348623157e308",
            "1.7976931348623158e308");

    /** Most bits of an integer of 100 digits, which is the limit. */
    private static final int MOST_BITS = 332;

    private static final int MOST_ZEROS = 98;

    private final RandomGenerator random;

    OddNumbers(RandomGenerator random) {
        this.random = random;
    }

    /** Returns a number that is the same text in every language. */
    String plain() {
        return random.nextBoolean()
                ? Long.toString(random.nextLong(-SAFE, SAFE + 1))
                : BigDecimal.valueOf(random.nextInt(), 1 + random.nextInt(3)).toPlainString();
    }

    /** Returns a number at an edge, or of any size and length. */
    String odd() {
        String sign = random.nextInt(4) == 0 ? "-" : "";
        return switch (random.nextInt(8)) {
            case 0 -> sign + besides(BigInteger.TWO.pow(random.nextInt(MOST_BITS)));
            case 1 -> sign + besides(BigInteger.TEN.pow(random.nextInt(MOST_ZEROS)));
            case 2 -> sign + besides(BigInteger.valueOf(SAFE));
            case 3 -> sign + digits(1 + random.nextInt(100));
            case 4 -> sign + digits(1 + random.nextInt(40)) + "." + fraction();
            case 5 -> Double.toString(anyDouble());
            case 6 -> sign + digits(1 + random.nextInt(17)) + "e" + random.nextInt(-30, 30);
            default -> EDGES.get(random.nextInt(EDGES.size()));
        };
    }

    private BigInteger besides(BigInteger edge) {
        return edge.add(BigInteger.valueOf(random.nextInt(5) - 2)).abs();
    }

    private String digits(int count) {
        StringBuilder out = new StringBuilder().append((char) ('1' + random.nextInt(9)));
        while (out.length() < count) {
            out.append((char) ('0' + random.nextInt(10)));
        }
        return out.toString();
    }

    private String fraction() {
        return "0".repeat(random.nextInt(10)) + digits(1 + random.nextInt(40));
    }

    /** Every exponent is as likely as any other, subnormals' included. */
    private double anyDouble() {
        double value = Double.longBitsToDouble(random.nextLong());
        return Double.isFinite(value) ? value : Double.MIN_VALUE * random.nextInt(1_000);
    }
}
