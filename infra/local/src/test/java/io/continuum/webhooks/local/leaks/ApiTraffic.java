package io.continuum.webhooks.local.leaks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What passes between a client and the API: secrets in requests and first answers, and answers that must have none. */
public final class ApiTraffic {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The three answers that show a secret, once; a replay of them does not. */
    private static final Pattern REVEALING = Pattern.compile("POST .*/(webhooks|api-keys|rotate-secret)");

    private static final Set<String> SECRET_FIELDS = Set.of("secret", "standard_secret", "key");
    private static final int ERROR = 400;

    private ApiTraffic() {}

    /**
     * One call of the API.
     *
     * @param headers the answer's, by lower-case name
     * @param answer the answer's body
     */
    public record Exchange(String call, int status, Map<String, String> headers, String answer) {}

    /** Tells all who listen of a request's credentials, so that they are known before the answer comes. */
    public static void calls(String key, String body) {
        Leaks.open().forEach(leaks -> {
            leaks.secret("API key", key);
            JsonNode json = read(body);
            if (json.path("secret").isTextual()) {
                leaks.secret("supplied secret", json.path("secret").asText());
            }
            SecretValues.texts(leaks, "header of its own", json.path("headers"));
        });
    }

    /** Tells all who listen of an answer. */
    public static void answered(Exchange exchange) {
        String place = (exchange.status() >= ERROR ? "error body of " : "answer to ") + exchange.call();
        Leaks.open().forEach(leaks -> {
            leaks.wrote("headers of the " + place, exchange.headers().toString());
            leaks.wrote(place, reveals(exchange) ? withoutRevealed(leaks, exchange.answer()) : exchange.answer());
        });
    }

    private static boolean reveals(Exchange exchange) {
        return exchange.status() < ERROR
                && REVEALING.matcher(exchange.call()).matches()
                && !exchange.headers().containsKey("idempotent-replayed");
    }

    private static String withoutRevealed(Leaks leaks, String answer) {
        JsonNode json = read(answer);
        take(leaks, json);
        return json.toString();
    }

    private static void take(Leaks leaks, JsonNode json) {
        if (json instanceof ObjectNode object) {
            for (String field : SECRET_FIELDS) {
                if (object.path(field).isTextual()) {
                    leaks.secret("answered " + field, object.path(field).asText());
                    object.remove(List.of(field));
                }
            }
        }
        json.forEach(child -> take(leaks, child));
    }

    private static JsonNode read(String text) {
        try {
            JsonNode json = JSON.readTree(text);
            return json == null ? JSON.nullNode() : json;
        } catch (JsonProcessingException e) {
            return JSON.nullNode(); // some tests send what is no JSON
        }
    }
}
