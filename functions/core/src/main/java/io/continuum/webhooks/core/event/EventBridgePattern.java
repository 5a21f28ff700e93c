package io.continuum.webhooks.core.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.continuum.webhooks.core.json.CanonicalJson;
import java.io.IOException;
import java.util.List;
import software.amazon.event.ruler.JsonRuleCompiler;

/**
 * A compiled EventBridge pattern. Event-ruler reads it, spreads its {@code $or} and matches single values; which values of
 * an event belong together is decided here, by EventBridge's rule: what a pattern asks of one array comes from one of its
 * elements. Event-ruler's own search for that tries every combination of the fields' values, so that a pattern of five
 * fields and an event with lists of a hundred take it a minute, or all memory (measured with 2.1.0); here each value is
 * looked at once per field. Immutable and thread-safe.
 *
 * <p>Numbers are compared as doubles. An integer beyond 2^53 that is no double equals itself only, and no
 * {@code numeric} range holds it.
 */
final class EventBridgePattern {
    private final List<PatternBranch> branches;

    private EventBridgePattern(List<PatternBranch> branches) {
        this.branches = branches;
    }

    /**
     * Compiles a pattern.
     *
     * @throws IllegalArgumentException if {@link PatternCheck} has something against it
     */
    static EventBridgePattern of(CanonicalJson pattern) {
        try {
            return new EventBridgePattern(JsonRuleCompiler.compile(pattern.text(), false).stream()
                    .map(PatternBranch::new)
                    .toList());
        } catch (IOException e) {
            throw new IllegalArgumentException("not an EventBridge pattern", e);
        }
    }

    /** Tells whether the event, as {@link EventView#fields()} gives it, matches. */
    boolean matches(ObjectNode event) {
        return branches.stream().anyMatch(branch -> branch.matches(event));
    }
}
