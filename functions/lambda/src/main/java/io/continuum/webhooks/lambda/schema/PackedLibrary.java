package io.continuum.webhooks.lambda.schema;

import com.fasterxml.jackson.databind.JsonNode;
import io.continuum.webhooks.core.event.Catalog;
import io.continuum.webhooks.core.event.EventType;
import io.continuum.webhooks.core.event.type.TypeLibrary;
import io.continuum.webhooks.core.json.CanonicalJson;
import io.continuum.webhooks.core.json.Parsed;
import io.continuum.webhooks.core.json.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The schemas and examples of the repository's folder {@code events}, which the build packs as resources. Each is read
 * when it is first asked for. Thread-safe.
 */
public final class PackedLibrary implements TypeLibrary {
    private final Map<EventType, Page> pages = new ConcurrentHashMap<>();

    @Override
    public Page page(EventType type) {
        if (!Catalog.types().contains(type) && !Catalog.operational().contains(type)) {
            throw new IllegalArgumentException("not in the catalogue: " + type);
        }
        return pages.computeIfAbsent(type, PackedLibrary::read);
    }

    private static Page read(EventType type) {
        JsonNode schema = resource("/events/schemas/" + type + ".json");
        JsonNode example = resource("/events/examples/" + type + ".json");
        return new Page(
                schema.path("description").asText(), CanonicalJson.of(schema), CanonicalJson.of(example.path("data")));
    }

    private static JsonNode resource(String path) {
        try (InputStream in = PackedLibrary.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("not packed: " + path);
            }
            return switch (StrictJson.parse(in.readAllBytes())) {
                case Parsed.Ok(JsonNode node) -> node;
                case Parsed.Bad bad -> throw new IllegalStateException(path + " is not JSON: " + bad.code());
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
