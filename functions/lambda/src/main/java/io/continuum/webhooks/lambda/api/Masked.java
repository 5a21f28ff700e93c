package io.continuum.webhooks.lambda.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.continuum.webhooks.core.idempotency.StoredAnswer;
import io.continuum.webhooks.core.signing.Secret;
import io.continuum.webhooks.core.tenant.Dialect;
import io.continuum.webhooks.lambda.api.dialect.Presenters;
import io.continuum.webhooks.lambda.api.gateway.Response;
import org.jspecify.annotations.Nullable;

/**
 * Answers as they may be kept: the secret of a webhook masked as everywhere else, and without what is shown once only.
 * Looks at the answer itself and at what a dialect puts into an envelope, not deeper: what customers call their own
 * fields is theirs.
 */
final class Masked {
    private static final String SECRET = "secret";
    private static final String STANDARD_SECRET = "standard_secret";
    private static final String KEY = "key";
    private static final String RESPONSE_BODY = "response_body";
    private static final String ENVELOPE = "data";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private Masked() {}

    static StoredAnswer answer(Response response, Dialect dialect) {
        JsonNode body = response.body();
        String text = body == null ? null : text(masked(body, dialect));
        return new StoredAnswer(response.status(), text, response.headers().get("ETag"));
    }

    private static JsonNode masked(JsonNode body, Dialect dialect) {
        if (!body.isObject()) {
            return body;
        }
        ObjectNode masked = fields(body, dialect);
        if (body.path(ENVELOPE).isObject()) {
            masked.set(ENVELOPE, fields(body.path(ENVELOPE), dialect));
        }
        return masked;
    }

    private static ObjectNode fields(JsonNode object, Dialect dialect) {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        object.properties().forEach(member -> {
            switch (member.getKey()) {
                case STANDARD_SECRET, KEY -> {
                    // Shown once, so a second time it is not there.
                }
                // A receiver's words are kept in records only, where an erasure finds them.
                case RESPONSE_BODY -> fields.putNull(RESPONSE_BODY);
                case SECRET -> fields.put(SECRET, mask(member.getValue().textValue(), dialect));
                default -> fields.set(member.getKey(), member.getValue());
            }
        });
        return fields;
    }

    private static @Nullable String mask(@Nullable String secret, Dialect dialect) {
        if (secret == null) {
            return null;
        }
        String prefix = Presenters.of(dialect).ids().secretPrefix();
        return Secret.of(secret).map(known -> known.masked(prefix)).orElse(null);
    }

    private static String text(JsonNode node) {
        try {
            return JSON.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
    }
}
