package io.continuum.webhooks.lambda.api.dialect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.continuum.webhooks.core.event.Catalog;
import io.continuum.webhooks.core.event.EventType;
import io.continuum.webhooks.core.event.type.CatalogueEntry;
import io.continuum.webhooks.core.json.CanonicalJson;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An event type, the same in every dialect. */
public final class EventTypeShape {
    private EventTypeShape() {}

    /** Returns it whole. */
    public static ObjectNode of(CatalogueEntry entry) {
        ObjectNode json = Json.object();
        json.put("name", entry.type().name());
        json.put("description", entry.description());
        json.put(
                "kind",
                switch (entry.kind()) {
                    case BUILT_IN -> "built_in";
                    case OPERATIONAL -> "operational";
                    case CUSTOM -> "custom";
                });
        Json.strings(json, "systems", systems(entry.type()));
        Json.strings(json, "aliases", aliases(entry.type()));
        json.put("priority", entry.priority().code());
        json.put("check", entry.check().code());
        Json.put(json, "schema", entry.schema());
        Json.put(json, "example", entry.example());
        json.put("created_at", Json.time(entry.createdAt()));
        return json.put("updated_at", Json.time(entry.updatedAt()));
    }

    /** Returns about how many bytes it has. */
    public static int bytes(CatalogueEntry entry) {
        return entry.description().length() + bytes(entry.schema()) + bytes(entry.example());
    }

    private static int bytes(@Nullable CanonicalJson json) {
        return json == null ? 0 : json.size();
    }

    private static List<String> systems(EventType type) {
        return Catalog.systemsOf(type).stream()
                .sorted()
                .map(system -> switch (system) {
                    case CONTINUUM -> "continuum";
                    case LANONASIS -> "lanonasis";
                    case BRAIN_BOT -> "brain-bot";
                })
                .toList();
    }

    /** The other names of the same happening. */
    private static List<String> aliases(EventType type) {
        return Catalog.sameHappening(type).stream()
                .filter(name -> !name.equals(type))
                .map(EventType::name)
                .toList();
    }
}
