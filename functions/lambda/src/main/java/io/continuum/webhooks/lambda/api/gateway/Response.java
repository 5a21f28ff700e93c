package io.continuum.webhooks.lambda.api.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP answer.
 *
 * @param status the status code
 * @param headers beside those that every answer has
 * @param body null = none; a bare string is text of some other media type than JSON
 */
public record Response(
        int status, Map<String, String> headers, @Nullable JsonNode body) {
    private static final String CONTENT_TYPE = "Content-Type";

    /** Copies the headers. */
    public Response {
        headers = Map.copyOf(headers);
    }

    /** Returns an answer in JSON. */
    public static Response json(int status, JsonNode body) {
        return new Response(status, Map.of(CONTENT_TYPE, "application/json"), body);
    }

    /** Returns an answer whose JSON has a media type of its own. */
    public static Response json(int status, String mediaType, JsonNode body) {
        return new Response(status, Map.of(CONTENT_TYPE, mediaType), body);
    }

    /** Returns an answer that is not JSON. */
    public static Response text(int status, String mediaType, String text) {
        return new Response(status, Map.of(CONTENT_TYPE, mediaType), TextNode.valueOf(text));
    }

    /** Returns an answer without a body. */
    public static Response empty(int status) {
        return new Response(status, Map.of(CONTENT_TYPE, "application/json"), null);
    }

    /** Returns this answer with one more header. */
    public Response with(String name, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(name, value);
        return new Response(status, more, body);
    }

    /** Returns this answer as HEAD wants it. */
    public Response withoutBody() {
        return new Response(status, headers, null);
    }

    /** Returns the status only: a body may show a key for the first and only time. */
    @Override
    public String toString() {
        return "Response[" + status + "]";
    }
}
