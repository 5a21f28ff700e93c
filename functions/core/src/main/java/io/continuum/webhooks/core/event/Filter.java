package io.continuum.webhooks.core.event;

import com.fasterxml.jackson.databind.JsonNode;
import io.continuum.webhooks.core.json.CanonicalJson;
import io.continuum.webhooks.core.problem.FieldError;
import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an event must be like, beyond its name, to be wanted (spec.md §3, "Filters"): clauses that must all match, and
 * under {@code pattern} an EventBridge pattern. What matching needs is prepared at its first use and given up when
 * memory runs short: a tenant may have ten thousand filters of a megabyte each. Immutable and thread-safe; equal when
 * written alike.
 */
public final class Filter {
    /** The clause that is a pattern. */
    public static final String PATTERN = "pattern";

    /** Largest filter as RFC 8785, in bytes. Source: reliability.md §4. */
    public static final int MAX_BYTES = 4 * 1024;

    /** Most levels of objects and arrays inside each other in one clause. Source: reliability.md §4. */
    public static final int MAX_DEPTH = 10;

    private static final String USER = "user_id";

    private final CanonicalJson source;
    private volatile SoftReference<Prepared> prepared = new SoftReference<>(null);

    /**
     * Takes a filter that was accepted before, such as a stored one; it is not checked.
     *
     * @param source as the tenant wrote it, a JSON object with at least one clause
     */
    public Filter(CanonicalJson source) {
        this.source = source;
    }

    /** What came of reading a filter. */
    public sealed interface Parsed {
        /**
         * It can be used.
         *
         * @param filter null if there is no clause: everything is wanted
         */
        record Ok(@Nullable Filter filter) implements Parsed {}

        /**
         * It cannot be used.
         *
         * @param faults all that is wrong, at least one; pointers begin at the filter
         */
        record Bad(List<FieldError> faults) implements Parsed {
            /** Copies the list. */
            public Bad {
                faults = List.copyOf(faults);
            }
        }
    }

    /** Reads a filter that came from outside. */
    public static Parsed parse(JsonNode json) {
        List<FieldError> faults = new ArrayList<>();
        if (!json.isObject()) {
            faults.add(new FieldError("", "Filters are a JSON object."));
            return new Parsed.Bad(faults);
        }
        CanonicalJson source = CanonicalJson.of(json);
        if (source.size() > MAX_BYTES) {
            faults.add(new FieldError("", "Filters have at most 4 KiB."));
            return new Parsed.Bad(faults);
        }
        json.properties().forEach(clause -> check(clause.getKey(), clause.getValue(), faults));
        if (!faults.isEmpty()) {
            return new Parsed.Bad(faults);
        }
        return new Parsed.Ok(json.isEmpty() ? null : new Filter(source));
    }

    private static void check(String name, JsonNode value, List<FieldError> faults) {
        String pointer = "/" + name.replace("~", "~0").replace("/", "~1");
        if (depth(value) > MAX_DEPTH) {
            faults.add(new FieldError(pointer, "Objects and arrays are nested at most 10 deep."));
        } else if (name.equals(PATTERN)) {
            PatternCheck.fault(value).ifPresent(detail -> faults.add(new FieldError(pointer, detail)));
        } else if (value.isNull()) {
            faults.add(
                    new FieldError(pointer, "A clause has a value; null is met by {\"pattern\": {\"data\": …}} only."));
        }
    }

    private static int depth(JsonNode json) {
        int deepest = 0;
        for (JsonNode child : json) {
            deepest = Math.max(deepest, depth(child));
        }
        return json.isContainerNode() ? deepest + 1 : 0;
    }

    /** Returns the filter as the tenant wrote it, in canonical form. */
    public CanonicalJson source() {
        return source;
    }

    /** Tells whether the event is wanted. */
    public boolean accepts(EventView event) {
        return refusedBy(event).isEmpty();
    }

    /** Returns the name of the first clause that does not match, the pattern last; empty if the event is wanted. */
    public Optional<String> refusedBy(Event event) {
        return refusedBy(EventView.of(event));
    }

    /** Returns the same for an event that other filters see too. */
    public Optional<String> refusedBy(EventView event) {
        Prepared ready = prepared();
        for (Map.Entry<String, JsonNode> clause : ready.clauses()) {
            if (!matches(clause.getKey(), clause.getValue(), event)) {
                return Optional.of(clause.getKey());
            }
        }
        EventBridgePattern pattern = ready.pattern();
        return pattern == null || pattern.matches(event.fields()) ? Optional.empty() : Optional.of(PATTERN);
    }

    // Both sides come from canonical text, where equal numbers are written alike: equal nodes are equal values.
    private static boolean matches(String name, JsonNode wanted, EventView event) {
        if (name.equals(USER) && wanted.equals(event.user())) {
            return true;
        }
        JsonNode data = event.data();
        if (wanted.equals(data.get(name)) || wanted.equals(data.path("metadata").get(name))) {
            return true;
        }
        JsonNode tags = data.path("tags");
        if (tags.isArray()) {
            for (JsonNode tag : tags) {
                if (wanted.equals(tag)) {
                    return true;
                }
            }
        }
        return false;
    }

    private record Prepared(
            List<Map.Entry<String, JsonNode>> clauses,
            @Nullable EventBridgePattern pattern) {}

    // Two threads may both prepare it at first; either result serves.
    private Prepared prepared() {
        Prepared ready = prepared.get();
        if (ready == null) {
            JsonNode json = source.node();
            JsonNode pattern = json.get(PATTERN);
            ready = new Prepared(
                    json.properties().stream()
                            .filter(clause -> !clause.getKey().equals(PATTERN))
                            .toList(),
                    pattern == null ? null : EventBridgePattern.of(CanonicalJson.of(pattern)));
            prepared = new SoftReference<>(ready);
        }
        return ready;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Filter that && source.equals(that.source);
    }

    @Override
    public int hashCode() {
        return source.hashCode();
    }

    @Override
    public String toString() {
        return "Filter[" + source + "]";
    }
}
