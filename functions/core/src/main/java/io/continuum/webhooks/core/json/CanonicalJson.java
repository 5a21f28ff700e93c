package io.continuum.webhooks.core.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A JSON value in its one RFC 8785 form: sorted keys, no spaces, numbers as ECMAScript writes them. One departure: an
 * integer literal beyond 2^53 keeps its digits (spec.md §4). What is stored is signed and sent as it is, never
 * serialised again. Immutable; equal when the text is equal.
 */
public final class CanonicalJson {
    /** What every text has in which some key may begin with a digit; rare, so that most texts need no second look. */
    private static final Pattern DIGIT_FIRST = Pattern.compile("[{,]\"[0-9]");

    private final String text;

    private CanonicalJson(String text) {
        this.text = text;
    }

    /**
     * Returns the canonical form of a value.
     *
     * @throws NotCanonical if there is none; never for what {@link StrictJson} accepted
     */
    public static CanonicalJson of(JsonNode node) {
        var out = new StringBuilder();
        JsonText.write(node, KeyOrder.RFC_8785, out);
        return new CanonicalJson(out.toString());
    }

    /** Takes text that is canonical already because this class made it, such as a stored one; it is not checked. */
    public static CanonicalJson ofCanonicalText(String text) {
        return new CanonicalJson(text);
    }

    /** Returns a builder of one object. */
    public static Builder object() {
        return new Builder();
    }

    /**
     * Returns the same value with its objects' members, nested ones too, in another order. What parses and writes it
     * again in JavaScript gets the same text back if the order is {@link KeyOrder#ECMASCRIPT}.
     */
    public CanonicalJson ordered(KeyOrder order) {
        if (order == KeyOrder.RFC_8785 || !DIGIT_FIRST.matcher(text).find()) {
            return this;
        }
        var out = new StringBuilder();
        JsonText.write(node(), order, out);
        return new CanonicalJson(out.toString());
    }

    /** Returns the text. */
    public String text() {
        return text;
    }

    /** Returns the text's bytes, a new array each time. */
    public byte[] utf8() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Returns the number of bytes of {@link #utf8()}. */
    public int size() {
        return (int) text.codePoints().mapToLong(CanonicalJson::bytes).sum();
    }

    /**
     * Reads the value again, a new tree each time.
     *
     * @throws IllegalStateException if the text given to {@link #ofCanonicalText} was not JSON
     */
    public JsonNode node() {
        return StrictJson.trusted(text);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CanonicalJson that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** Returns the size only: values are customers' data and do not belong in logs. */
    @Override
    public String toString() {
        return "CanonicalJson[%d bytes]".formatted(size());
    }

    private static int bytes(int codePoint) {
        if (codePoint < 0x80) {
            return 1;
        }
        if (codePoint < 0x800) {
            return 2;
        }
        return codePoint < 0x10000 ? 3 : 4;
    }

    /** Builds one object; keys may come in any order. Values that are canonical already are spliced in as they are. */
    public static final class Builder {
        private final TreeMap<String, String> members = new TreeMap<>();

        private Builder() {}

        /**
         * Adds a string.
         *
         * @throws NotCanonical if it has half of a surrogate pair
         * @throws IllegalArgumentException if the key was given before
         */
        public Builder put(String key, String value) {
            return add(key, quoted(value));
        }

        /**
         * Adds an integer, all its digits kept.
         *
         * @throws IllegalArgumentException if the key was given before
         */
        public Builder put(String key, long value) {
            return add(key, Long.toString(value));
        }

        /**
         * Adds true or false.
         *
         * @throws IllegalArgumentException if the key was given before
         */
        public Builder put(String key, boolean value) {
            return add(key, Boolean.toString(value));
        }

        /**
         * Adds any value.
         *
         * @throws IllegalArgumentException if the key was given before
         */
        public Builder put(String key, CanonicalJson value) {
            return add(key, value.text);
        }

        /**
         * Adds null.
         *
         * @throws IllegalArgumentException if the key was given before
         */
        public Builder putNull(String key) {
            return add(key, "null");
        }

        /** Returns the object; the builder may go on. */
        public CanonicalJson build() {
            var out = new StringBuilder("{");
            members.forEach((key, value) -> {
                out.append(out.length() > 1 ? "," : "")
                        .append(quoted(key))
                        .append(':')
                        .append(value);
            });
            return new CanonicalJson(out.append('}').toString());
        }

        private Builder add(String key, String canonical) {
            if (members.putIfAbsent(key, canonical) != null) {
                throw new IllegalArgumentException("given twice: " + key);
            }
            return this;
        }

        private static String quoted(String text) {
            var out = new StringBuilder();
            JsonText.writeString(text, out);
            return out.toString();
        }
    }
}
