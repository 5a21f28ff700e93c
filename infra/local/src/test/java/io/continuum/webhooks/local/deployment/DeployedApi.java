package io.continuum.webhooks.local.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import io.continuum.webhooks.local.endtoend.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/** The deployed API as its callers see it: base URL and key. */
record DeployedApi(String base, String key) {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** An answer. */
    record Answer(int status, String body) {
        JsonNode expecting(int expected) {
            if (status != expected) {
                throw new AssertionError("answered " + status + " in place of " + expected + ": " + body);
            }
            return EmulatorApi.read(body.isEmpty() ? "null" : body);
        }
    }

    Answer get(String path) {
        return send("GET", path, HttpRequest.BodyPublishers.noBody());
    }

    Answer post(String path, String body) {
        return send("POST", path, HttpRequest.BodyPublishers.ofString(body));
    }

    /** Registers a webhook; {@code more} is the rest of the body, beginning with a comma or empty. */
    JsonNode register(String url, String event, String more) {
        return post("/v1/webhooks", "{\"url\":\"%s\",\"events\":[\"%s\"]%s}".formatted(url, event, more))
                .expecting(201);
    }

    /** Publishes an event and returns its id. */
    String publish(String event, int number) {
        return post("/v1/events", "{\"event\":\"%s\",\"data\":{\"n\":%d}}".formatted(event, number))
                .expecting(202)
                .path("id")
                .asText();
    }

    /** Waits until the delivery of an event to a webhook has a status, and returns it. */
    JsonNode delivery(String webhook, String event, String status) {
        List<JsonNode> found = new ArrayList<>();
        Await.that("the delivery of " + event + " is " + status, () -> {
            get("/v1/webhooks/" + webhook + "/deliveries?limit=250")
                    .expecting(200)
                    .path("deliveries")
                    .valueStream()
                    .filter(one -> one.path("event_id").asText().equals(event)
                            && one.path("status").asText().equals(status))
                    .forEach(found::add);
            return !found.isEmpty();
        });
        return found.getFirst();
    }

    private Answer send(String method, String path, HttpRequest.BodyPublisher body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + path))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .method(method, body)
                .build();
        try {
            HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
