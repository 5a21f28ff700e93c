package io.continuum.webhooks.lambda.api.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Reads API Gateway's proxy events: payload format 1.0 (REST APIs) and 2.0 (HTTP APIs). Source: API Gateway developer
 * guide, "Input format of a Lambda function for proxy integration" and "Working with AWS Lambda proxy integrations for
 * HTTP APIs".
 */
public final class ProxyEvent {
    private static final String DEFAULT_STAGE = "$default";

    /** It goes into a header and into the log. */
    private static final Pattern REQUEST_ID = Pattern.compile("[\\x21-\\x7E]{1,128}");

    private ProxyEvent() {}

    /**
     * Reads an event; what it lacks is empty.
     *
     * @param otherwise the request's id if the event names none
     */
    public static Request read(JsonNode event, String otherwise) {
        boolean second = event.path("version").asText().startsWith("2");
        Target target = second ? second(event) : first(event);
        return new Request(id(event, otherwise), target, headers(event), body(event), sourceIp(event, second));
    }

    private static Target first(JsonNode event) {
        String method = event.path("httpMethod").asText().toUpperCase(Locale.ROOT);
        Map<String, List<String>> query =
                values(event, "multiValueQueryStringParameters", "queryStringParameters", UnaryOperator.identity());
        return new Target(method, event.path("path").asText(), query);
    }

    private static Target second(JsonNode event) {
        JsonNode context = event.path("requestContext");
        String method = context.path("http").path("method").asText().toUpperCase(Locale.ROOT);
        String path = withoutStage(
                event.path("rawPath").asText(), context.path("stage").asText(DEFAULT_STAGE));
        return new Target(
                method, path, UrlText.query(event.path("rawQueryString").asText()));
    }

    /** Unlike format 1.0, format 2.0 leaves the stage in the path. */
    private static String withoutStage(String path, String stage) {
        String prefix = "/" + stage;
        boolean within = path.startsWith(prefix + "/") && !stage.equals(DEFAULT_STAGE);
        return within ? path.substring(prefix.length()) : path;
    }

    private static String id(JsonNode event, String otherwise) {
        String id = event.path("requestContext").path("requestId").asText();
        return REQUEST_ID.matcher(id).matches() ? id : otherwise;
    }

    private static String sourceIp(JsonNode event, boolean second) {
        return event.path("requestContext")
                .path(second ? "http" : "identity")
                .path("sourceIp")
                .asText();
    }

    private static Map<String, List<String>> headers(JsonNode event) {
        return values(event, "multiValueHeaders", "headers", name -> name.toLowerCase(Locale.ROOT));
    }

    private static Map<String, List<String>> values(
            JsonNode event, String many, String single, UnaryOperator<String> naming) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        JsonNode given = event.path(many).isEmpty() ? event.path(single) : event.path(many);
        given.properties().forEach(entry -> {
            List<String> list = values.computeIfAbsent(naming.apply(entry.getKey()), _ -> new ArrayList<>());
            if (entry.getValue().isArray()) {
                entry.getValue().forEach(value -> list.add(value.asText()));
            } else if (entry.getValue().isTextual()) {
                list.add(entry.getValue().textValue());
            }
        });
        return values;
    }

    private static byte[] body(JsonNode event) {
        JsonNode body = event.path("body");
        if (!body.isTextual()) {
            return new byte[0];
        }
        String text = body.textValue();
        if (!event.path("isBase64Encoded").asBoolean()) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            // Not JSON either, so the caller hears of it.
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }
}
