package io.continuum.webhooks.lambda.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * What a handler wrote.
 *
 * @param status the status code
 * @param headers by name as written
 * @param text the body
 */
record Answer(int status, Map<String, String> headers, String text) {
    private static final JsonMapper JSON = new JsonMapper();

    static Answer of(byte[] written) {
        JsonNode answer = parsed(new String(written, StandardCharsets.UTF_8));
        Map<String, String> headers = new HashMap<>();
        answer.path("headers")
                .properties()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().textValue()));
        return new Answer(
                answer.path("statusCode").intValue(),
                headers,
                answer.path("body").textValue());
    }

    JsonNode json() {
        return parsed(text);
    }

    JsonNode at(String pointer) {
        return json().at(pointer);
    }

    String code() {
        return json().path("code").asText();
    }

    List<String> pointers() {
        return StreamSupport.stream(json().path("errors").spliterator(), false)
                .map(error -> error.path("pointer").asText())
                .toList();
    }

    private static JsonNode parsed(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + text, e);
        }
    }
}
