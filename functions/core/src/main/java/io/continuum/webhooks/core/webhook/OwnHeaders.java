package io.continuum.webhooks.core.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import io.continuum.webhooks.core.egress.EgressLimits;
import io.continuum.webhooks.core.egress.HeaderPolicy;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a request makes of a webhook's own headers. Values are secrets: they are in the vault and here, nowhere else.
 *
 * @param kept lower-case names whose values stay what they are in the vault
 * @param given new values by lower-case name
 */
record OwnHeaders(Set<String> kept, Map<String, String> given) {
    /** What answers show in place of every value. */
    static final String MASK = "****";

    private static final String FIELD = "headers";

    OwnHeaders {
        kept = Set.copyOf(kept);
        given = Map.copyOf(given);
    }

    /** Returns no change of {@code names}. */
    static OwnHeaders unchanged(List<String> names) {
        return new OwnHeaders(Set.copyOf(names), Map.of());
    }

    /**
     * Reads the field of the API.
     *
     * @param before lower-case names that the webhook has
     * @param merge whether names that are not given stay, and null removes one; otherwise what is given is all
     */
    static OwnHeaders read(Fields fields, List<String> before, boolean merge) {
        JsonNode given = fields.get(FIELD);
        if (given.isMissingNode()) {
            return unchanged(before);
        }
        if (given.isNull()) {
            return new OwnHeaders(Set.of(), Map.of());
        }
        if (!given.isObject()) {
            fields.error("/" + FIELD, "An object of names and values.");
            return unchanged(before);
        }
        Set<String> kept = new TreeSet<>(merge ? before : List.of());
        Map<String, String> values = new HashMap<>();
        given.properties().forEach(entry -> {
            String name = entry.getKey().toLowerCase(Locale.ROOT);
            JsonNode value = entry.getValue();
            if (value.isTextual() && !value.textValue().equals(MASK)) {
                values.put(name, value.textValue());
                kept.remove(name);
            } else if (value.isTextual() && before.contains(name)) {
                kept.add(name);
            } else if (value.isNull() && merge) {
                kept.remove(name);
            } else {
                fields.error(
                        pointer(entry.getKey()), value.isTextual() ? NOTHING_KEPT : "A header's value is a string.");
            }
        });
        OwnHeaders read = new OwnHeaders(kept, values);
        check(fields, given, read);
        return read;
    }

    private static final String NOTHING_KEPT = "**** keeps a value, and the webhook has no header of this name.";

    private static void check(Fields fields, JsonNode given, OwnHeaders read) {
        Map<String, String> texts = new LinkedHashMap<>();
        given.properties()
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText("")));
        boolean tooMany = read.names().size() > EgressLimits.CUSTOM_HEADERS;
        if (tooMany) {
            fields.error("/" + FIELD, "A webhook has at most " + EgressLimits.CUSTOM_HEADERS + " headers of its own.");
        }
        for (HeaderPolicy.Refusal refusal : HeaderPolicy.refusals(texts)) {
            if (refusal.reason() != HeaderPolicy.Reason.TOO_MANY) {
                fields.error(pointer(refusal.name()), detail(refusal.reason()));
            } else if (!tooMany) {
                fields.error("/" + FIELD, "At most " + EgressLimits.CUSTOM_HEADERS + " names are given.");
            }
        }
    }

    private static String detail(HeaderPolicy.Reason reason) {
        return switch (reason) {
            case TOO_MANY -> "At most " + EgressLimits.CUSTOM_HEADERS + " headers.";
            case NAME_INVALID ->
                "A header's name has 1 to " + EgressLimits.HEADER_NAME_CHARS + " letters, digits and !#$%&'*+-.^_`|~.";
            case NAME_REPEATED -> "This header is given twice; upper and lower case make no difference.";
            case NAME_RESERVED -> "This header is written by the platform, by proxies or by clouds.";
            case VALUE_TOO_LONG -> "A header's value has at most " + EgressLimits.HEADER_VALUE_CHARS + " characters.";
            case VALUE_INVALID -> "A header's value is printable ASCII, without spaces at its ends.";
        };
    }

    private static String pointer(String name) {
        return "/" + FIELD + Fields.pointer(name);
    }

    /** Returns all names there are to be, lower-case and sorted. */
    List<String> names() {
        Set<String> names = new TreeSet<>(kept);
        names.addAll(given.keySet());
        return List.copyOf(names);
    }

    /** Tells whether anything is to be other than for a webhook with these headers. */
    boolean change(List<String> before) {
        return !given.isEmpty() || !kept.equals(Set.copyOf(before));
    }

    /** Returns all values there are to be, by name; {@code before} has those that are kept. */
    Map<String, String> values(Map<String, String> before) {
        Map<String, String> values = new TreeMap<>(before);
        values.keySet().retainAll(kept);
        values.putAll(given);
        return values;
    }

    /** Returns the names only. */
    @Override
    public String toString() {
        return "OwnHeaders" + names();
    }
}
