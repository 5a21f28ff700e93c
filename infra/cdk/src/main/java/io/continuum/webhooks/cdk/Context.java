package io.continuum.webhooks.cdk;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Reads the context of a CDK app by name and collects what is wrong with it, so that one run tells everything. Not
 * thread-safe.
 */
final class Context {
    /** Names of ours. Those of CDK and its command line have a colon, a slash or a dash in them. */
    private static final Pattern OURS = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");

    private final Map<String, String> given = new TreeMap<>();
    private final Set<String> known = new TreeSet<>();
    private final List<String> wrong = new ArrayList<>();

    /** Reads {@code context}; numbers and flags may be written as such or as text. */
    Context(Map<String, ?> context) {
        context.forEach((name, value) -> {
            if (OURS.matcher(name).matches()) {
                given.put(name, String.valueOf(value).strip());
            }
        });
    }

    /** Whether {@code name} is given and not empty. */
    boolean has(String name) {
        return !raw(name).isEmpty();
    }

    /** Returns what is given; empty where nothing is. */
    String raw(String name) {
        known.add(name);
        return given.getOrDefault(name, "");
    }

    /**
     * Returns a text.
     *
     * @param usual what holds where nothing is given
     * @param form what is allowed
     * @param right the same for people: the end of "must be …"
     */
    String text(String name, String usual, Pattern form, String right) {
        String value = raw(name);
        if (value.isEmpty()) {
            return usual;
        }
        if (!form.matcher(value).matches()) {
            refuse(name + " must be " + right);
            return usual;
        }
        return value;
    }

    /** Returns a whole number; {@code usual} where nothing is given. */
    int number(String name, int usual, int least, int most) {
        String value = limit(name, least, most);
        return value.isEmpty() ? usual : Integer.parseInt(value);
    }

    /** Returns a whole number as text; empty where nothing is given. */
    String limit(String name, int least, int most) {
        String value = raw(name);
        if (value.isEmpty()) {
            return "";
        }
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return Integer.toString(number);
            }
        } catch (NumberFormatException _) {
            // Told below, like a number out of range.
        }
        String range = most == Integer.MAX_VALUE ? "from " + least : "from %d to %d".formatted(least, most);
        refuse(name + " must be a whole number " + range);
        return "";
    }

    /** Returns a flag; {@code usual} where nothing is given. */
    boolean flag(String name, boolean usual) {
        return switch (raw(name)) {
            case "" -> usual;
            case "true" -> true;
            case "false" -> false;
            default -> {
                refuse(name + " must be true or false");
                yield usual;
            }
        };
    }

    /** Returns the names in a list that commas separate. */
    List<String> list(String name, Pattern form, String right) {
        List<String> parts = new ArrayList<>();
        for (String part : raw(name).split(",", -1)) {
            if (form.matcher(part.strip()).matches()) {
                parts.add(part.strip());
            } else if (has(name)) {
                refuse(name + " must be a list of " + right + ", with commas between them");
            }
        }
        return parts;
    }

    /** Notes that something is wrong. */
    void refuse(String message) {
        if (!wrong.contains(message)) {
            wrong.add(message);
        }
    }

    /**
     * Ends the reading.
     *
     * @throws IllegalArgumentException if something is wrong, or if there are names that nobody asked for
     */
    void finish() {
        Set<String> unknown = new TreeSet<>(given.keySet());
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            refuse("unknown context: " + String.join(", ", unknown) + "; known are " + String.join(", ", known));
        }
        if (!wrong.isEmpty()) {
            throw new IllegalArgumentException(String.join(System.lineSeparator(), wrong));
        }
    }
}
