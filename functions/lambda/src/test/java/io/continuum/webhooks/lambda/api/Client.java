package io.continuum.webhooks.lambda.api;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.continuum.webhooks.lambda.api.gateway.ProxyEvent;
import io.continuum.webhooks.lambda.api.gateway.Request;
import io.continuum.webhooks.lambda.api.gateway.UrlText;
import io.continuum.webhooks.lambda.openapi.Conformance;
import io.continuum.webhooks.lambda.openapi.Exchange;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Calls the handler as a REST API would, with one key.
 *
 * @param handler what answers
 * @param key null = none
 */
record Client(ApiHandler handler, @Nullable String key) {
    static final String REQUEST_ID = "c6af9ac6-7b61-11e6-9a41-93e8deadbeef";

    private static final JsonMapper JSON = new JsonMapper();
    private static final PojoSerializer<APIGatewayProxyRequestEvent> EVENTS =
            LambdaEventSerializers.serializerFor(APIGatewayProxyRequestEvent.class, Client.class.getClassLoader());

    Answer get(String path) {
        return send("GET", path, null);
    }

    Answer delete(String path) {
        return send("DELETE", path, null);
    }

    Answer post(String path) {
        return send("POST", path, null);
    }

    Answer post(String path, String body) {
        return send("POST", path, body);
    }

    Answer patch(String path, String body) {
        return send("PATCH", path, body);
    }

    Answer put(String path, String body) {
        return send("PUT", path, body);
    }

    Answer send(String method, String path, @Nullable String body) {
        return send(event(method, path, body));
    }

    Answer send(APIGatewayProxyRequestEvent event) {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        EVENTS.toJson(event, written);
        return send(written.toByteArray());
    }

    Answer send(byte[] event) {
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            handler.handleRequest(new ByteArrayInputStream(event), out, new TestContext("lambda-request"));
            Answer answer = Answer.of(out.toByteArray());
            conforms(event, answer);
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every answer that a test gets is one that docs/openapi.yaml knows. */
    private static void conforms(byte[] event, Answer answer) {
        Request request = ProxyEvent.read(parsed(event), REQUEST_ID);
        String sent = new String(request.body(), StandardCharsets.UTF_8);
        Conformance.check(
                new Exchange(request.method(), request.path(), sent, answer.status(), answer.headers(), answer.text()));
    }

    /** What is no event has no path. */
    private static JsonNode parsed(byte[] event) {
        try {
            return JSON.readTree(event);
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    /** Returns a request for a path below {@code /api/v1}, with the key, and with JSON's media type if it has a body. */
    APIGatewayProxyRequestEvent event(String method, String path, @Nullable String body) {
        Map<String, String> headers = new HashMap<>();
        if (key != null) {
            headers.put("Authorization", "Bearer " + key);
        }
        if (body != null) {
            headers.put("Content-Type", "application/json");
        }
        return event(method, "/api/v1" + path, headers, body);
    }

    static APIGatewayProxyRequestEvent event(
            String method, String path, Map<String, String> headers, @Nullable String body) {
        String[] parts = path.split("\\?", 2);
        Map<String, List<String>> query = parts.length == 1 ? Map.of() : UrlText.query(parts[1]);
        Map<String, String> single = new HashMap<>();
        query.forEach((name, values) -> single.put(name, values.getLast()));
        Map<String, List<String>> multiple = new HashMap<>();
        headers.forEach((name, value) -> multiple.put(name, List.of(value)));
        return new APIGatewayProxyRequestEvent()
                .withHttpMethod(method)
                .withPath(parts[0])
                .withHeaders(headers)
                .withMultiValueHeaders(multiple)
                .withQueryStringParameters(single)
                .withMultiValueQueryStringParameters(query)
                .withRequestContext(new APIGatewayProxyRequestEvent.ProxyRequestContext()
                        .withRequestId(REQUEST_ID)
                        .withStage("prod"))
                .withBody(body)
                .withIsBase64Encoded(false);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
