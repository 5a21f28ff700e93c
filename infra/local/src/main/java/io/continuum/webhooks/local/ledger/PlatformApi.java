package io.continuum.webhooks.local.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/** The platform's API, as a client sees it that knows that its server may die. Thread-safe. */
final class PlatformApi {
    /** At least 16 characters (spec §2). */
    static final String KEY = "the-ledgers-own-admin-key";

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    /** What came back. */
    record Answer(int status, JsonNode json) {
        JsonNode expecting(int expected) {
            if (status != expected) {
                throw new IllegalStateException("the API answered " + status + ": " + json);
            }
            return json;
        }
    }

    /**
     * Calls.
     *
     * @throws IOException if there was no answer: nobody knows whether it was done
     */
    Answer post(URI base, String path, String body, Map<String, String> headers) throws IOException {
        HttpRequest.Builder request = to(base, path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return send(request.build());
    }

    Answer get(URI base, String path) throws IOException {
        return send(to(base, path).GET().build());
    }

    private static HttpRequest.Builder to(URI base, String path) {
        return HttpRequest.newBuilder(base.resolve(path))
                .header("Authorization", "Bearer " + KEY)
                .timeout(TIMEOUT);
    }

    private Answer send(HttpRequest request) throws IOException {
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), JSON.readTree(response.body()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
