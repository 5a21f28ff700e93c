package io.continuum.webhooks.core.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.continuum.webhooks.core.json.CanonicalJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.event.ruler.JsonRuleCompiler;
import software.amazon.event.ruler.Machine;
import software.amazon.event.ruler.MachineComplexityEvaluator;
import software.amazon.event.ruler.Patterns;

/** Says what is wrong with a pattern that comes from outside, and where. */
final class PatternCheck {
    /**
     * Most ways to match, all choices of every {@code $or} multiplied. Each is searched by itself; without a bound 4 KiB
     * could spell 2^100 of them, and event-ruler would write them all out.
     */
    static final int MAX_WAYS = 32;

    /**
     * Most states that wildcards may hold a value in at once, by event-ruler's own measure: a wildcard and what follows
     * it take two. At 20 a string of 250 KB takes a quarter of a second (measured with 2.1.0).
     */
    static final int MAX_COMPLEXITY = 20;

    private static final Set<String> FIELDS = Set.of("event", "data", "user_id", "priority", "tenant_id", "timestamp");

    private static final String OR = "$or";
    private static final JsonFactory JSON = new JsonFactory();

    private PatternCheck() {}

    /** Returns what is wrong first, with its place; empty if nothing is. */
    static Optional<String> fault(JsonNode pattern) {
        if (!pattern.isObject()) {
            return Optional.of("A pattern is an object.");
        }
        Optional<String> unknown = unknownField(pattern);
        if (unknown.isPresent()) {
            return Optional.of("There is no field `" + unknown.get() + "`: a pattern is about event, data, user_id,"
                    + " priority, tenant_id and timestamp.");
        }
        if (ways(pattern) > MAX_WAYS) {
            return Optional.of("The choices of all $or together make at most " + MAX_WAYS + " combinations.");
        }
        String text = CanonicalJson.of(pattern).text();
        try {
            return complexity(JsonRuleCompiler.compile(text, false));
        } catch (JsonParseException e) {
            return Optional.of(e.getOriginalMessage() + at(text, e.getLocation().getCharOffset()));
        } catch (IllegalArgumentException e) {
            return Optional.of(e.getMessage() + at(text, culprit(pattern, JsonPointer.empty())));
        } catch (IOException e) {
            throw new UncheckedIOException("a string cannot fail to be read", e);
        }
    }

    /** A pattern that asks for what no event has would never match, and nobody would know why. */
    private static Optional<String> unknownField(JsonNode pattern) {
        for (Map.Entry<String, JsonNode> member : pattern.properties()) {
            String name = member.getKey();
            if (name.equals(OR)) {
                for (JsonNode way : member.getValue()) {
                    Optional<String> inside = unknownField(way);
                    if (inside.isPresent()) {
                        return inside;
                    }
                }
            } else if (!FIELDS.contains(name.split("\\.", 2)[0])) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }

    private static long ways(JsonNode pattern) {
        long ways = 1;
        for (Map.Entry<String, JsonNode> member : pattern.properties()) {
            long inside = 0;
            if (member.getKey().equals(OR)) {
                for (JsonNode way : member.getValue()) {
                    inside += ways(way);
                }
            } else {
                inside = ways(member.getValue());
            }
            // Never overflows: beyond the bound it is only known to be beyond.
            ways = Math.min(ways * Math.max(1, inside), MAX_WAYS + 1L);
        }
        return ways;
    }

    private static Optional<String> complexity(List<Map<String, List<Patterns>>> branches) {
        MachineComplexityEvaluator evaluator = new MachineComplexityEvaluator(MAX_COMPLEXITY + 1);
        for (Map<String, List<Patterns>> branch : branches) {
            for (Map.Entry<String, List<Patterns>> field : branch.entrySet()) {
                Machine machine = Machine.builder().build();
                machine.addPatternRule("v", Map.of("v", field.getValue()));
                if (machine.evaluateComplexity(evaluator) > MAX_COMPLEXITY) {
                    return Optional.of("The wildcards of " + field.getKey() + " are too many, or too much alike.");
                }
            }
        }
        return Optional.empty();
    }

    /** Event-ruler does not say where an address or a number is that it cannot read: the first value it refuses alone. */
    private static JsonPointer culprit(JsonNode json, JsonPointer here) {
        if (json.isObject()) {
            for (Map.Entry<String, JsonNode> member : json.properties()) {
                JsonPointer found = culprit(member.getValue(), here.appendProperty(member.getKey()));
                if (!found.matches()) {
                    return found;
                }
            }
        } else if (json.isArray()) {
            for (int i = 0; i < json.size(); i++) {
                JsonNode one = json.get(i);
                JsonPointer inside = here.appendIndex(i);
                if (isRefusedAlone(one)) {
                    return inside;
                }
                JsonPointer found = one.isObject() ? culprit(one, inside) : JsonPointer.empty();
                if (!found.matches()) {
                    return found;
                }
            }
        }
        return JsonPointer.empty();
    }

    private static boolean isRefusedAlone(JsonNode value) {
        try {
            JsonRuleCompiler.compile("{\"v\":[" + CanonicalJson.of(value).text() + "]}", false);
            return false;
        } catch (IllegalArgumentException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static String at(String text, long offset) {
        return at(text, (parser, _) -> parser.currentLocation().getCharOffset() >= offset);
    }

    private static String at(String text, JsonPointer pointer) {
        return at(text, (_, here) -> here.equals(pointer));
    }

    /** Decides whether the parser has arrived. */
    private interface Arrived {
        boolean test(JsonParser parser, JsonPointer here);
    }

    /** Reads as event-ruler did until the place is reached, and names it. */
    private static String at(String text, Arrived arrived) {
        try (JsonParser parser = JSON.createParser(text)) {
            JsonPointer here = JsonPointer.empty();
            while (parser.nextToken() != null) {
                // Strings are read to their ends on demand only; event-ruler asked for them.
                parser.getText();
                here = parser.getParsingContext().pathAsPointer();
                if (arrived.test(parser, here)) {
                    break;
                }
            }
            JsonLocation location = parser.currentLocation();
            return ", at line " + location.getLineNr() + ", column " + location.getColumnNr()
                    + " of the pattern in canonical form (" + (here.matches() ? "the whole" : here.toString()) + ").";
        } catch (IOException e) {
            throw new UncheckedIOException("a string cannot fail to be read", e);
        }
    }
}
