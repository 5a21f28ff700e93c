package io.continuum.webhooks.core.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Builds a tree from one text, checking every limit as it goes. One instance reads one text. */
final class TreeReader {
    // Far beyond any double; it only keeps later arithmetic on the decimal from needing millions of digits.
    private static final int MAX_EXPONENT_DIGITS = 4;

    private final JsonParser parser;
    private final Bounds bounds;
    private int keys;

    private TreeReader(JsonParser parser, Bounds bounds) {
        this.parser = parser;
        this.bounds = bounds;
    }

    record Bounds(int depth, int keys, int digits) {
        static final Bounds NONE = new Bounds(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);
    }

    static Parsed read(JsonFactory factory, String text, Bounds bounds) {
        try (var parser = factory.createParser(text)) {
            return new TreeReader(parser, bounds).document();
        } catch (JacksonException e) {
            return bad("syntax", "This is not JSON.", e.getLocation());
        } catch (IOException e) {
            throw new UncheckedIOException("a string cannot fail to be read", e);
        }
    }

    private Parsed document() throws IOException {
        try {
            var first = parser.nextToken();
            if (first == null) {
                return bad("empty", "There is no JSON value.", parser.currentLocation());
            }
            var node = value(first, 1);
            if (hasMore()) {
                throw refused("trailing_content", "Something follows the JSON value.");
            }
            return new Parsed.Ok(node);
        } catch (Refused refused) {
            return refused.bad;
        }
    }

    private boolean hasMore() throws IOException {
        try {
            return parser.nextToken() != null;
        } catch (JacksonException e) {
            return true;
        }
    }

    private JsonNode value(@Nullable JsonToken token, int depth) throws IOException, Refused {
        return switch (token) {
            case START_OBJECT -> object(depth);
            case START_ARRAY -> array(depth);
            case VALUE_STRING -> JsonNodeFactory.instance.textNode(text());
            case VALUE_NUMBER_INT -> integer(parser.getText());
            case VALUE_NUMBER_FLOAT -> decimal(parser.getText());
            case VALUE_TRUE -> JsonNodeFactory.instance.booleanNode(true);
            case VALUE_FALSE -> JsonNodeFactory.instance.booleanNode(false);
            case VALUE_NULL -> JsonNodeFactory.instance.nullNode();
            case null, default -> throw refused("syntax", "This is not JSON.");
        };
    }

    private ObjectNode object(int depth) throws IOException, Refused {
        checkDepth(depth);
        var object = JsonNodeFactory.instance.objectNode();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            var key = text();
            if (++keys > bounds.keys()) {
                throw refused("too_many_keys", "There are more than %d keys.".formatted(bounds.keys()));
            }
            if (object.has(key)) {
                throw refused("duplicate_key", "The object has this key twice.");
            }
            object.set(key, value(parser.nextToken(), depth + 1));
        }
        return object;
    }

    private ArrayNode array(int depth) throws IOException, Refused {
        checkDepth(depth);
        var array = JsonNodeFactory.instance.arrayNode();
        for (var token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            array.add(value(token, depth + 1));
        }
        return array;
    }

    private void checkDepth(int depth) throws Refused {
        if (depth > bounds.depth()) {
            throw refused("too_deep", "Objects and arrays are nested more than %d deep.".formatted(bounds.depth()));
        }
    }

    private String text() throws IOException, Refused {
        var text = parser.getText();
        if (JsonText.hasLoneSurrogate(text)) {
            throw refused("lone_surrogate", "The string has half of a surrogate pair.");
        }
        return text;
    }

    private JsonNode integer(String literal) throws Refused {
        checkDigits(literal);
        // 18 digits and a sign always fit a long.
        return literal.length() <= 18
                ? LongNode.valueOf(Long.parseLong(literal))
                : BigIntegerNode.valueOf(new BigInteger(literal));
    }

    private JsonNode decimal(String literal) throws Refused {
        checkDigits(literal);
        var e = Math.max(literal.indexOf('e'), literal.indexOf('E'));
        var exponent = e < 0 ? "" : literal.substring(e + 1).replaceFirst("^[+-]?0*", "");
        if (exponent.length() > MAX_EXPONENT_DIGITS || Double.isInfinite(Double.parseDouble(literal))) {
            throw refused("number_out_of_range", "The number is beyond what IEEE 754 doubles can hold.");
        }
        return DecimalNode.valueOf(new BigDecimal(literal));
    }

    private void checkDigits(String literal) throws Refused {
        if (literal.chars().filter(Character::isDigit).count() > bounds.digits()) {
            throw refused("number_too_long", "The number has more than %d digits.".formatted(bounds.digits()));
        }
    }

    private Refused refused(String code, String detail) {
        return new Refused(bad(code, detail, parser.currentTokenLocation()));
    }

    private static Parsed.Bad bad(String code, String detail, @Nullable JsonLocation location) {
        return location == null
                ? new Parsed.Bad(code, detail, 1, 1)
                : new Parsed.Bad(code, detail, location.getLineNr(), location.getColumnNr());
    }

    /** Leaves the recursion; never leaves this class. */
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1;
        private final transient Parsed.Bad bad;

        private Refused(Parsed.Bad bad) {
            super(bad.code(), null, false, false);
            this.bad = bad;
        }
    }
}
