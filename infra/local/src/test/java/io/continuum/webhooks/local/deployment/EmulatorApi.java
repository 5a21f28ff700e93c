package io.continuum.webhooks.local.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * AWS's own APIs of the emulator, in plain HTTP: the SDK's clients for Lambda, CloudFormation, EventBridge and others would
 * be needed for nothing else here. The emulator reads the service out of the credential scope and checks no signature.
 */
record EmulatorApi(URI address) {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final JsonMapper JSON = new JsonMapper();
    private static final int OK = 200;

    /** An answer. */
    record Answer(int status, String body) {
        JsonNode json() {
            return read(body);
        }

        Answer wellDone() {
            if (status / 100 != 2) {
                throw new AssertionError("answered " + status + ": " + body);
            }
            return this;
        }
    }

    static EmulatorApi of(URI address) {
        return new EmulatorApi(address);
    }

    static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new AssertionError("not JSON: " + text, e);
        }
    }

    boolean isUp() {
        try {
            return get("sts", "/_ministack/health").status() == OK;
        } catch (UncheckedIOException _) {
            return false;
        }
    }

    /** Calls a service whose API is REST, such as Lambda. */
    Answer get(String service, String path) {
        return text(request(service, path).GET());
    }

    /** Puts JSON to a service whose API is REST. */
    Answer put(String service, String path, String json) {
        return text(request(service, path)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(json)));
    }

    /** Calls a service of AWS JSON: the target is the operation behind the service's prefix. */
    JsonNode call(String service, String target, String json) {
        return text(request(service, "/")
                        .header("Content-Type", "application/x-amz-json-1.1")
                        .header("X-Amz-Target", target)
                        .POST(HttpRequest.BodyPublishers.ofString(json)))
                .wellDone()
                .json();
    }

    /** Calls a service of AWS Query, such as CloudFormation; answers XML. */
    Answer query(String service, Map<String, String> parameters) {
        String form = parameters.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return text(request(service, "/")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    /** Returns the texts of an XML element. */
    static List<String> elements(String xml, String name) {
        return Pattern.compile("<" + name + ">([^<]*)</" + name + ">")
                .matcher(xml)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    /** Downloads what an answer points to. */
    byte[] download(URI location) {
        return send(HttpRequest.newBuilder(location).GET(), HttpResponse.BodyHandlers.ofByteArray())
                .body();
    }

    private HttpRequest.Builder request(String service, String path) {
        return HttpRequest.newBuilder(address.resolve(path))
                .timeout(Duration.ofMinutes(1))
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=test/20261101/us-east-1/%s/aws4_request, SignedHeaders=host, Signature=0"
                                .formatted(service));
    }

    private static Answer text(HttpRequest.Builder request) {
        HttpResponse<String> response = send(request, HttpResponse.BodyHandlers.ofString());
        return new Answer(response.statusCode(), response.body());
    }

    private static <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> body) {
        try {
            return HTTP.send(request.build(), body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
