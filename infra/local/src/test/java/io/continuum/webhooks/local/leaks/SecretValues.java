package io.continuum.webhooks.local.leaks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What in a value of Secrets Manager is secret: the whole of a text, every text of a JSON object but times. */
final class SecretValues {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** {@code leads_from} and {@code valid_until}, {@link java.time.Instant#MIN} and MAX among them. */
    private static final Pattern TIME = Pattern.compile("[+-]?\\d{4,10}-\\d\\d-\\d\\dT[\\d:.]+Z");

    private SecretValues() {}

    /** Tells all who listen. */
    static void learn(String what, @Nullable String value) {
        if (value != null) {
            Leaks.open().forEach(leaks -> {
                leaks.sealed().stored(value);
                learn(leaks, what, value);
            });
        }
    }

    /** Tells one. */
    static void learn(Leaks leaks, String what, String value) {
        try {
            JsonNode json = JSON.readTree(value);
            if (json != null && json.isContainerNode()) {
                texts(leaks, what, json);
                return;
            }
        } catch (JsonProcessingException e) {
            // A text, such as the first admin key.
        }
        leaks.secret(what, value);
    }

    /** Adds every text below {@code json}. */
    static void texts(Leaks leaks, String what, JsonNode json) {
        if (json.isTextual() && !TIME.matcher(json.asText()).matches()) {
            leaks.secret(what, json.asText());
        }
        json.properties().forEach(entry -> texts(leaks, what + " (" + entry.getKey() + ")", entry.getValue()));
        if (json.isArray()) {
            json.forEach(one -> texts(leaks, what, one));
        }
    }
}
