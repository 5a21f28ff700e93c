package io.continuum.webhooks.core.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** Writes nodes as RFC 8785 does (JSON Canonicalization Scheme, §3.2), objects in the order that is asked for. */
final class JsonText {
    private static final String HEX = "0123456789abcdef";

    private JsonText() {}

    static void write(JsonNode node, KeyOrder order, StringBuilder out) {
        switch (node.getNodeType()) {
            case OBJECT -> writeObject(node, order, out);
            case ARRAY -> writeArray(node, order, out);
            case STRING -> writeString(node.textValue(), out);
            case NUMBER -> out.append(number(node));
            case BOOLEAN -> out.append(node.booleanValue());
            case NULL -> out.append("null");
            case BINARY, MISSING, POJO -> throw new NotCanonical("JSON has no " + node.getNodeType());
        }
    }

    static void writeString(String text, StringBuilder out) {
        if (hasLoneSurrogate(text)) {
            throw new NotCanonical("half of a surrogate pair has no UTF-8 form");
        }
        out.append('"');
        for (var i = 0; i < text.length(); i++) {
            writeChar(text.charAt(i), out);
        }
        out.append('"');
    }

    static boolean hasLoneSurrogate(String text) {
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return true;
            }
        }
        return false;
    }

    private static void writeObject(JsonNode node, KeyOrder order, StringBuilder out) {
        out.append('{');
        var members = node.properties().stream()
                .sorted(Map.Entry.comparingByKey(order.comparator()))
                .toList();
        var separator = "";
        for (var member : members) {
            out.append(separator);
            writeString(member.getKey(), out);
            write(member.getValue(), order, out.append(':'));
            separator = ",";
        }
        out.append('}');
    }

    private static void writeArray(JsonNode node, KeyOrder order, StringBuilder out) {
        out.append('[');
        var separator = "";
        for (var element : node) {
            write(element, order, out.append(separator));
            separator = ",";
        }
        out.append(']');
    }

    // An integer keeps its digits, also beyond 2^53 where RFC 8785 would round it: ids of that size must arrive whole.
    private static String number(JsonNode node) {
        return node.isIntegralNumber() ? node.bigIntegerValue().toString() : EcmaNumber.format(node.doubleValue());
    }

    private static void writeChar(char c, StringBuilder out) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\b' -> out.append("\\b");
            case '\t' -> out.append("\\t");
            case '\n' -> out.append("\\n");
            case '\f' -> out.append("\\f");
            case '\r' -> out.append("\\r");
            default -> {
                if (c < ' ') {
                    out.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
                } else {
                    out.append(c);
                }
            }
        }
    }
}
