package io.continuum.webhooks.core.event;

import static io.continuum.webhooks.core.event.Catalog.System.BRAIN_BOT;
import static io.continuum.webhooks.core.event.Catalog.System.CONTINUUM;
import static io.continuum.webhooks.core.event.Catalog.System.LANONASIS;
import static io.continuum.webhooks.core.event.Priority.HIGH;
import static io.continuum.webhooks.core.event.Priority.LOW;
import static io.continuum.webhooks.core.event.Priority.NORMAL;

import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Every event name there is without a tenant declaring one: those of the three systems, the operational ones, and all of
 * {@code custom.*} (spec.md §3).
 */
public final class Catalog {
    private static final String CUSTOM = "custom.";
    private static final Map<EventType, Entry> ENTRIES = entries();
    private static final Set<EventType> OPERATIONAL =
            inOrder("webhook.disabled", "webhook.failing", "delivery.exhausted", "breaker.opened", "webhook.test");
    private static final List<Set<EventType>> SAME_HAPPENING = List.of(
            inOrder("memory.created", "memory_added"),
            inOrder("memory.updated", "memory_updated"),
            inOrder("memory.deleted", "memory_deleted"),
            inOrder("search.performed", "memory_searched"));

    private Catalog() {}

    /** A product whose events and receivers this platform took over. */
    @SuppressWarnings("JavaLangClash") // the word of spec.md §3; always written Catalog.System
    public enum System {
        /** Seed documents 000 to 002. */
        CONTINUUM,
        /** Seed document 003. */
        LANONASIS,
        /** markdown-brain-bot, seed document 004. */
        BRAIN_BOT
    }

    private record Entry(Set<System> systems, Priority priority) {}

    /** Returns the names of the three systems in the order of their documents; 27, as three are in two lists. */
    public static Set<EventType> types() {
        return ENTRIES.keySet();
    }

    /** Returns what this platform itself reports. */
    public static Set<EventType> operational() {
        return OPERATIONAL;
    }

    /** Tells whether a webhook can be meant by the name: of a system, operational, or {@code custom.*}. */
    public static boolean known(EventType type) {
        return publishable(type) || OPERATIONAL.contains(type);
    }

    /** Tells whether a tenant may publish under the name: anything known that is not operational. */
    public static boolean publishable(EventType type) {
        return ENTRIES.containsKey(type) || type.name().startsWith(CUSTOM);
    }

    /** Returns the systems that list the name; none for operational, custom and unknown ones. */
    public static Set<System> systemsOf(EventType type) {
        var entry = ENTRIES.get(type);
        return entry == null ? Set.of() : entry.systems();
    }

    /** Returns the priority of an event that states none; normal for every name not in the catalogue. */
    public static Priority priorityOf(EventType type) {
        var entry = ENTRIES.get(type);
        return entry == null ? NORMAL : entry.priority();
    }

    /** Returns the system's own name for the happening; the name itself if the system has none. */
    public static EventType nameFor(EventType type, System system) {
        return sameHappening(type).stream()
                .filter(name -> systemsOf(name).contains(system))
                .findFirst()
                .orElse(type);
    }

    /** Returns every name of the same happening, this one included. */
    public static Set<EventType> sameHappening(EventType type) {
        return SAME_HAPPENING.stream()
                .filter(names -> names.contains(type))
                .findFirst()
                .orElseGet(() -> Set.of(type));
    }

    private static Map<EventType, Entry> entries() {
        var entries = new LinkedHashMap<EventType, Entry>();
        list(entries, CONTINUUM, NORMAL, "memory.created", "memory.updated", "memory.deleted");
        list(entries, CONTINUUM, NORMAL, "concept.discovered", "session.started", "session.ended");
        // Seed 000 prints Normal for it, 002 §6 makes background sync low: spec.md §10.
        list(entries, CONTINUUM, LOW, "sync.completed");
        list(entries, CONTINUUM, HIGH, "sync.failed");
        list(entries, CONTINUUM, NORMAL, "user.created");
        list(entries, CONTINUUM, HIGH, "quota.warning", "quota.exceeded");

        list(entries, LANONASIS, NORMAL, "memory.created", "memory.updated", "memory.deleted");
        list(entries, LANONASIS, NORMAL, "search.performed", "user.activity");
        list(entries, LANONASIS, HIGH, "system.health");
        list(entries, LANONASIS, LOW, "analytics.update");

        list(entries, BRAIN_BOT, NORMAL, "memory_added", "memory_searched", "memory_deleted", "memory_updated");
        list(entries, BRAIN_BOT, NORMAL, "preference_stored", "correction_stored");
        list(entries, BRAIN_BOT, NORMAL, "relationship_added", "relationship_deleted");
        list(entries, BRAIN_BOT, LOW, "graph_built", "memory_optimized", "batch_operation_completed");
        list(entries, BRAIN_BOT, HIGH, "memory_error");
        return Collections.unmodifiableMap(entries);
    }

    private static void list(Map<EventType, Entry> entries, System system, Priority priority, String... names) {
        for (var name : names) {
            entries.merge(new EventType(name), new Entry(Set.of(system), priority), (first, second) -> {
                var systems = EnumSet.copyOf(first.systems());
                systems.addAll(second.systems());
                return new Entry(Collections.unmodifiableSet(systems), first.priority());
            });
        }
    }

    private static Set<EventType> inOrder(String... names) {
        var types = new LinkedHashSet<EventType>();
        for (var name : names) {
            types.add(new EventType(name));
        }
        return Collections.unmodifiableSet(types);
    }
}
