package io.continuum.webhooks.lambda.api.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Writes an answer in the form that both kinds of proxy event take. */
public final class ProxyAnswer {
    private static final JsonMapper BODY = JsonMapper.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    /** In ASCII, so that half of a surrogate pair in an echoed path cannot make an answer unwritable. */
    private static final JsonMapper FRAME =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private static final int ASCII_END = 0x80;

    /** Bytes of \\uXXXX. */
    private static final int ESCAPED = 6;

    private ProxyAnswer() {}

    /** Returns the answer to the request with that id. */
    public static byte[] write(Response response, String requestId) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("statusCode", response.status());
        ObjectNode headers = answer.putObject("headers");
        // What says nothing about it may hold a tenant's data, or a secret.
        headers.put("Cache-Control", "no-store");
        response.headers().forEach(headers::put);
        headers.put("X-Request-Id", requestId);
        answer.put("body", text(response.body()));
        answer.put("isBase64Encoded", false);
        return written(FRAME, answer).getBytes(StandardCharsets.US_ASCII);
    }

    /** Returns how many bytes {@code part} of a body takes of an answer: there it stands quoted, and in ASCII. */
    public static long size(JsonNode part) {
        return written(BODY, part)
                .chars()
                .mapToLong(unit -> unit >= ASCII_END ? ESCAPED : unit == '"' || unit == '\\' ? 2 : 1)
                .sum();
    }

    private static String text(@Nullable JsonNode body) {
        if (body == null) {
            return "";
        }
        return body.isTextual() ? body.textValue() : written(BODY, body);
    }

    private static String written(JsonMapper mapper, JsonNode node) {
        try {
            return mapper.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
    }
}
