package io.continuum.webhooks.core.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.event.ruler.MatchType;
import software.amazon.event.ruler.Patterns;

/** One way to match a pattern: every field of it must be met. Immutable and thread-safe. */
final class PatternBranch {
    private final Step root = new Step();

    /**
     * Takes what event-ruler compiled.
     *
     * @param fields what each may be, by their paths; names within a path are joined by dots
     */
    PatternBranch(Map<String, List<Patterns>> fields) {
        // Event-ruler meets fields in this order, and what it has met decides where a later one has to be absent.
        new TreeMap<>(fields).forEach((path, patterns) -> {
            String[] names = path.split("\\.", -1);
            List<Step> way = new ArrayList<>(List.of(root));
            for (String name : names) {
                way.add(way.getLast().children.computeIfAbsent(name, _ -> new Step()));
            }
            Step last = way.getLast();
            last.wanted = new PatternValues(patterns);
            // The names of one happening are one thing under two names: what excludes one of them excludes the event.
            last.every = path.equals("event") && last.wanted.excludes();
            boolean mayBeAbsent = patterns.stream().anyMatch(one -> one.type() == MatchType.ABSENT);
            for (int i = 0; i < way.size(); i++) {
                List<String> rest = List.of(names).subList(i, names.length);
                way.get(i).fields.add(new Field(last, rest, mayBeAbsent));
            }
        });
    }

    /** A name on the way to fields; written by the constructor only. */
    private static final class Step {
        private final Map<String, Step> children = new HashMap<>();
        private final List<Field> fields = new ArrayList<>();
        private @Nullable PatternValues wanted;
        private boolean every;
    }

    /**
     * A field as seen from a step before it.
     *
     * @param step where it is
     * @param names from that step to it
     * @param mayBeAbsent whether it is met by not being there
     */
    private record Field(Step step, List<String> names, boolean mayBeAbsent) {}

    /** Tells whether every field is met. */
    boolean matches(ObjectNode event) {
        Set<Step> absent = new HashSet<>();
        for (Field field : root.fields) {
            if (field.mayBeAbsent() && !isPresent(event, field.names(), 0)) {
                absent.add(field.step());
            }
        }
        return new Search(absent).meets(root, event, true);
    }

    /** Absent is what is in no element of any array. */
    private static boolean isPresent(@Nullable JsonNode json, List<String> names, int at) {
        if (json == null) {
            return false;
        }
        if (json.isArray()) {
            for (JsonNode element : json) {
                if (isPresent(element, names, at)) {
                    return true;
                }
            }
            return false;
        }
        if (at == names.size()) {
            return json.isValueNode();
        }
        return isPresent(json.get(names.get(at)), names, at + 1)
                || isPresent(dotted(json, names.get(at)), names, at + 1);
    }

    /** Returns what the members called {@code name.*} hold as if it were nested: to EventBridge it is the same path. */
    private static @Nullable ObjectNode dotted(JsonNode object, String name) {
        ObjectNode nested = null;
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            String key = member.getKey();
            if (key.length() > name.length() && key.charAt(name.length()) == '.' && key.startsWith(name)) {
                nested = nested == null ? JsonNodeFactory.instance.objectNode() : nested;
                nested.set(key.substring(name.length() + 1), member.getValue());
            }
        }
        return nested;
    }

    /**
     * One search through one event.
     *
     * @param absent fields that are met by not being there
     */
    private record Search(Set<Step> absent) {
        /**
         * Tells whether all fields from {@code step} on are met within {@code json}.
         *
         * @param met whether the value of {@code step} itself is met elsewhere
         */
        private boolean meets(Step step, @Nullable JsonNode json, boolean met) {
            PatternValues wanted = step.wanted;
            boolean done = met || wanted == null || absent.contains(step);
            if (json == null) {
                return done && nothingWanted(step);
            }
            if (json.isArray()) {
                return inArray(step, json, done || anyOf(step, json));
            }
            if (json.isObject()) {
                return done
                        && step.children.entrySet().stream()
                                .allMatch(child -> meetsMember(child.getValue(), json, child.getKey()));
            }
            return nothingWanted(step) && (done || (wanted != null && wanted.match(json)));
        }

        private boolean meetsMember(Step step, JsonNode object, String name) {
            if (meets(step, object.get(name), false)) {
                return true;
            }
            ObjectNode nested = dotted(object, name);
            return nested != null && meets(step, nested, false);
        }

        /** What is asked of an array's objects must be in one of them; its scalars stand beside any of them. */
        private boolean inArray(Step step, JsonNode array, boolean done) {
            if (done && nothingWanted(step)) {
                return true;
            }
            for (JsonNode element : array) {
                if (element.isContainerNode() && within(step, element, done).meets(step, element, done)) {
                    return true;
                }
            }
            return false;
        }

        /**
         * Returns the search within one element. As in event-ruler, once a field is met in an element, later ones need to
         * be absent from that element only; earlier ones, from all of them.
         */
        private Search within(Step step, JsonNode element, boolean done) {
            Set<Step> more = null;
            boolean chosen = false;
            for (Field field : step.fields) {
                if (absent.contains(field.step()) || (field.step() == step && done)) {
                    continue;
                }
                if (chosen && field.mayBeAbsent() && !isPresent(element, field.names(), 0)) {
                    more = more == null ? new HashSet<>(absent) : more;
                    more.add(field.step());
                } else {
                    chosen = true;
                }
            }
            return more == null ? this : new Search(more);
        }

        private boolean nothingWanted(Step step) {
            return step.children.values().stream()
                    .allMatch(child -> (child.wanted == null || absent.contains(child)) && nothingWanted(child));
        }

        private static boolean anyOf(Step step, JsonNode array) {
            PatternValues wanted = step.wanted;
            if (wanted == null) {
                return false;
            }
            boolean any = false;
            for (JsonNode element : array) {
                if (element.isValueNode()) {
                    boolean matches = wanted.match(element);
                    if (matches != step.every) {
                        return matches;
                    }
                    any = true;
                }
            }
            return any && step.every;
        }
    }
}
