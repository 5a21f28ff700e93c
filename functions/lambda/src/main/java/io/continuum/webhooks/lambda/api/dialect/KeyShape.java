package io.continuum.webhooks.lambda.api.dialect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.continuum.webhooks.core.tenant.ApiKey;
import io.continuum.webhooks.core.tenant.CreateApiKey;
import io.continuum.webhooks.core.tenant.Scope;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** A key, the same in every dialect. */
public final class KeyShape {
    private KeyShape() {}

    /** Returns it as lists have it. */
    public static ObjectNode listed(ApiKey key) {
        return rest(Json.object().put("id", key.id()), key);
    }

    /** Returns it as it is made; the only answer that shows a key. */
    public static ObjectNode made(CreateApiKey.Made made) {
        ObjectNode json = Json.object().put("id", made.stored().id()).put("key", made.key());
        return rest(json, made.stored());
    }

    private static ObjectNode rest(ObjectNode json, ApiKey key) {
        json.put("tenant_id", key.tenant().toString());
        json.put("dialect", key.dialect().code());
        Json.strings(
                json, "scopes", key.scopes().stream().sorted().map(Scope::code).toList());
        json.put("name", key.name());
        json.put("created_at", Json.time(key.createdAt()));
        json.put("expires_at", Json.time(key.expiresAt()));
        LocalDate used = key.lastUsedOn();
        // The day is known and no more; written as a time, like everything that ends in _at.
        return json.put(
                "last_used_at",
                used == null
                        ? null
                        : Json.time(used.atStartOfDay(ZoneOffset.UTC).toInstant()));
    }
}
