package io.continuum.webhooks.local.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A handler's answer in the form of a proxy integration; checked, so that it can be sent as it is. */
final class ProxyAnswer {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The server's own; a handler that sets them would break the framing of the connection. */
    private static final Set<String> FRAMING = Set.of("content-length", "transfer-encoding", "connection", "date");

    private static final String HEADER_NAME = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";

    private final int status;
    private final Map<String, List<String>> headers;
    private final byte[] body;

    private ProxyAnswer(int status, Map<String, List<String>> headers, byte[] body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    /** Answers empty for whatever API Gateway calls a "malformed Lambda proxy response". */
    static Optional<ProxyAnswer> parse(String payload) {
        try {
            JsonNode answer = JSON.readTree(payload);
            int status = answer.path("statusCode").asInt(0);
            JsonNode body = answer.path("body");
            boolean noText = !body.isMissingNode() && !body.isNull() && !body.isTextual();
            if (status < 200 || status > 599 || noText) {
                return Optional.empty();
            }
            Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            boolean wellFormed = readHeaders(answer.path("headers"), headers)
                    && readHeaders(answer.path("multiValueHeaders"), headers);
            return wellFormed
                    ? Optional.of(new ProxyAnswer(status, headers, bytes(answer, body.asText(""))))
                    : Optional.empty();
        } catch (JsonProcessingException | IllegalArgumentException _) {
            return Optional.empty(); // not JSON, or not base64
        }
    }

    static ProxyAnswer message(int status, String message) {
        String body = JSON.createObjectNode().put("message", message).toString();
        return new ProxyAnswer(status, Map.of("Content-Type", List.of("application/json")), body.getBytes(UTF_8));
    }

    int status() {
        return status;
    }

    Map<String, List<String>> headers() {
        return headers;
    }

    byte[] body() {
        return body.clone();
    }

    private static byte[] bytes(JsonNode answer, String body) {
        return answer.path("isBase64Encoded").asBoolean(false)
                ? Base64.getDecoder().decode(body)
                : body.getBytes(UTF_8);
    }

    /** Later calls replace the values of a name: multi-value headers win over single ones. */
    private static boolean readHeaders(JsonNode given, Map<String, List<String>> headers) {
        if (given.isMissingNode() || given.isNull()) {
            return true;
        }
        for (var header : given.properties()) {
            List<String> values = new ArrayList<>();
            Iterable<JsonNode> nodes = header.getValue().isArray() ? header.getValue() : List.of(header.getValue());
            for (JsonNode node : nodes) {
                if (!node.isValueNode() || !printable(node.asText())) {
                    return false;
                }
                values.add(node.asText());
            }
            if (!header.getKey().matches(HEADER_NAME)) {
                return false;
            }
            if (!FRAMING.contains(header.getKey().toLowerCase(Locale.ROOT)) && !values.isEmpty()) {
                headers.put(header.getKey(), values);
            }
        }
        return given.isObject();
    }

    /** A line break would let a handler write further headers. */
    private static boolean printable(String value) {
        return value.chars().noneMatch(character -> character < ' ' && character != '\t');
    }
}
