package io.continuum.webhooks.core.json;

import java.util.Comparator;

/** In which order an object's members are written. */
public enum KeyOrder {
    /** By UTF-16 code units (RFC 8785 §3.2.3). */
    RFC_8785,
    /**
     * As ECMAScript lists the properties of what it parsed (ECMA-262 §10.1.11.1): array indices first, ascending, then
     * the others in the order they were written in, which is the one above.
     */
    ECMASCRIPT;

    /** The least number that is no array index (ECMA-262 §6.1.7): 2 to the 32nd, less 1. */
    private static final long FIRST_THAT_IS_NONE = 0xFFFF_FFFFL;

    /** Digits of the greatest array index. */
    private static final int MAX_DIGITS = 10;

    /** Returns what sorts keys; String's own order is by UTF-16 code units. */
    Comparator<String> comparator() {
        return switch (this) {
            case RFC_8785 -> Comparator.naturalOrder();
            case ECMASCRIPT -> Comparator.comparingLong(KeyOrder::index).thenComparing(Comparator.naturalOrder());
        };
    }

    /** Returns the array index that a key is; one more than the greatest for every other key. */
    private static long index(String key) {
        if (key.isEmpty() || key.length() > MAX_DIGITS || !key.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return FIRST_THAT_IS_NONE;
        }
        // "01" is a name like any other.
        return key.length() > 1 && key.charAt(0) == '0'
                ? FIRST_THAT_IS_NONE
                : Math.min(Long.parseLong(key), FIRST_THAT_IS_NONE);
    }
}
