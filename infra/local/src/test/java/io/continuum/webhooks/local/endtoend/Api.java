package io.continuum.webhooks.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.continuum.webhooks.lambda.openapi.Conformance;
import io.continuum.webhooks.lambda.openapi.Exchange;
import io.continuum.webhooks.local.leaks.ApiTraffic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A client of the API, as an outsider would write one; every answer is held against docs/openapi.yaml. */
final class Api {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final URI base;
    private final String key;

    Api(URI base, String key) {
        this.base = base;
        this.key = key;
    }

    /** An answer: its status and its JSON, null where it has none. */
    record Answer(int status, JsonNode json, HttpResponse<String> http) {
        String text(String field) {
            return json.path(field).asText();
        }

        Answer expecting(int expected) {
            assertThat(status).as(http.body()).isEqualTo(expected);
            return this;
        }
    }

    Answer get(String path) {
        return send("GET", path, null);
    }

    Answer post(String path, String body) {
        return send("POST", path, body);
    }

    Answer patch(String path, String body) {
        return send("PATCH", path, body);
    }

    Answer delete(String path) {
        return send("DELETE", path, null);
    }

    Answer send(String method, String path, @Nullable String body) {
        return send(method, path, body, Map.of());
    }

    Answer send(String method, String path, @Nullable String body, Map<String, String> headers) {
        HttpRequest.BodyPublisher publisher =
                body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body);
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .method(method, publisher);
        headers.forEach(request::setHeader);
        ApiTraffic.calls(key, body == null ? "" : body);
        try {
            HttpResponse<String> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            String text = response.body();
            Conformance.check(new Exchange(
                    method,
                    response.request().uri().getRawPath(),
                    body == null ? "" : body,
                    response.statusCode(),
                    single(response.headers()),
                    text));
            ApiTraffic.answered(new ApiTraffic.Exchange(
                    method + " " + path, response.statusCode(), single(response.headers()), text));
            return new Answer(response.statusCode(), JSON.readTree(text.isEmpty() ? "null" : text), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static Map<String, String> single(HttpHeaders headers) {
        Map<String, String> single = new HashMap<>();
        headers.map().forEach((name, values) -> single.put(name, values.getFirst()));
        return single;
    }

    /** Registers a webhook for {@code event}; {@code more} is the rest of the body, beginning with a comma or empty. */
    Answer register(String url, String event, String more) {
        String body = "{\"url\":\"%s\",\"events\":[\"%s\"]%s}".formatted(url, event, more);
        return post("/v1/webhooks", body).expecting(201);
    }

    /** Publishes an event and returns its id. */
    String publish(String event) {
        return post("/v1/events", "{\"event\":\"%s\",\"data\":{\"n\":1}}".formatted(event))
                .expecting(202)
                .text("id");
    }

    /** Returns the only delivery of an event once it has a record with {@code status}. */
    JsonNode delivery(String webhook, String event, String status) {
        return Await.until("delivery of " + event + " is " + status, () -> {
            for (JsonNode delivery : deliveries(webhook)) {
                if (delivery.path("event_id").asText().equals(event)
                        && delivery.path("status").asText().equals(status)) {
                    return delivery;
                }
            }
            return null;
        });
    }

    List<JsonNode> deliveries(String webhook) {
        JsonNode list = get("/v1/webhooks/" + webhook + "/deliveries?limit=250")
                .expecting(200)
                .json();
        return list.path("deliveries").valueStream().toList();
    }
}
