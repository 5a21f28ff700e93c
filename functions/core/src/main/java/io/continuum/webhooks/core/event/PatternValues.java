package io.continuum.webhooks.core.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.event.ruler.Machine;
import software.amazon.event.ruler.MatchType;
import software.amazon.event.ruler.Patterns;

/** What one field of a pattern may be. Thread-safe: event-ruler's machines may be asked by many threads at once. */
final class PatternValues {
    private static final String VALUE = "v";
    private static final Set<MatchType> EXCLUDING = Set.of(
            MatchType.ANYTHING_BUT,
            MatchType.ANYTHING_BUT_IGNORE_CASE,
            MatchType.ANYTHING_BUT_PREFIX,
            MatchType.ANYTHING_BUT_SUFFIX,
            MatchType.ANYTHING_BUT_WILDCARD);

    private final Machine machine = Machine.builder().build();
    private final boolean excludes;

    /** Takes the alternatives, at least one. */
    PatternValues(List<Patterns> patterns) {
        machine.addPatternRule(VALUE, Map.of(VALUE, patterns));
        excludes = patterns.stream().map(Patterns::type).anyMatch(EXCLUDING::contains);
    }

    /** Tells whether it says what the value may not be. */
    boolean excludes() {
        return excludes;
    }

    /** Tells whether a string, number, boolean or null is one of them. */
    boolean match(JsonNode value) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.set(VALUE, value);
        return !machine.rulesForJSONEvent(event).isEmpty();
    }
}
