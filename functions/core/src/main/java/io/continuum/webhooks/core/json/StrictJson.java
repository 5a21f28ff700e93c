package io.continuum.webhooks.core.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Reads JSON from outside: RFC 8259 and nothing beyond it, within fixed limits. Refused as well is what readers
 * disagree about (duplicate keys, lone surrogates, a byte order mark) and what has no canonical form. Thread-safe.
 */
public final class StrictJson {
    /** Most levels of objects and arrays inside each other, the outermost included (reliability.md §4). */
    public static final int MAX_DEPTH = 32;

    /** What is read at all of a text whose parts are judged alone: one that is too deep must not spoil the others. */
    private static final int MOST_DEPTH = 8 * MAX_DEPTH;

    /** Most keys of all objects together (reliability.md §4). */
    public static final int MAX_KEYS = 10_000;

    /** Most digits of one number, its exponent included (reliability.md §4). */
    public static final int MAX_DIGITS = 100;

    // The limits are checked in TreeReader, which can say where; Jackson's own would only say that.
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            // A shared table of key names would grow with whatever strangers send.
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private StrictJson() {}

    /** Reads one JSON value with the limits above; never throws for what the bytes are. */
    public static Parsed parse(byte[] utf8) {
        return parse(utf8, MAX_DEPTH);
    }

    /** Reads one JSON value nested at most {@code maxDepth} deep; never throws for what the bytes are. */
    public static Parsed parse(byte[] utf8, int maxDepth) {
        return parse(utf8, new TreeReader.Bounds(maxDepth, MAX_KEYS, MAX_DIGITS));
    }

    /**
     * Reads many values in one: {@code {"name": [value, …]}}. The limits of depth and keys are to be held for each of
     * them by {@link #fits}.
     */
    public static Parsed parseMany(byte[] utf8) {
        return parse(utf8, new TreeReader.Bounds(MOST_DEPTH, Integer.MAX_VALUE, MAX_DIGITS));
    }

    /** Tells whether a value that {@link #parseMany} read keeps to the limits of depth and keys for itself. */
    public static boolean fits(JsonNode value) {
        return depth(value) <= MAX_DEPTH && keys(value) <= MAX_KEYS;
    }

    private static int depth(JsonNode value) {
        int deepest = 0;
        for (JsonNode child : value) {
            deepest = Math.max(deepest, depth(child));
        }
        return value.isContainerNode() ? deepest + 1 : 0;
    }

    private static int keys(JsonNode value) {
        int keys = value.isObject() ? value.size() : 0;
        for (JsonNode child : value) {
            keys += keys(child);
        }
        return keys;
    }

    private static Parsed parse(byte[] utf8, TreeReader.Bounds bounds) {
        var decoded = CharBuffer.allocate(utf8.length);
        var result = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8), decoded, true);
        var text = decoded.flip().toString();
        if (result.isError()) {
            return at("malformed_utf8", "The bytes are not UTF-8.", text);
        }
        if (text.startsWith("\uFEFF")) {
            return at("byte_order_mark", "The text begins with a byte order mark; leave it out.", "");
        }
        return TreeReader.read(FACTORY, text, bounds);
    }

    /**
     * Reads text that was canonical when it was stored, without limits.
     *
     * @throws IllegalStateException if it is not JSON, which means that the store is damaged
     */
    static JsonNode trusted(String text) {
        return switch (TreeReader.read(FACTORY, text, TreeReader.Bounds.NONE)) {
            case Parsed.Ok(JsonNode node) -> node;
            case Parsed.Bad bad -> throw new IllegalStateException("stored text is not JSON: " + bad.code());
        };
    }

    private static Parsed.Bad at(String code, String detail, String before) {
        var line = before.chars().filter(c -> c == '\n').count() + 1;
        return new Parsed.Bad(code, detail, line, before.length() - before.lastIndexOf('\n'));
    }
}
