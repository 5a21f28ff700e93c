package io.continuum.webhooks.lambda.api;

import io.continuum.webhooks.lambda.api.gateway.Request;
import io.continuum.webhooks.lambda.api.gateway.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The description of this API: docs/openapi.yaml as it is, and as the page that the build makes of it. Both are packed
 * with the code and read when they are first asked for. Thread-safe.
 */
final class DescriptionRoutes {
    private static final int OK = 200;
    private static final int NOT_MODIFIED = 304;

    /** It changes with a deployment only; an hour keeps crawlers cheap and an old page short-lived. */
    private static final String CACHING = "public, max-age=3600";

    /** The page has one style sheet, in itself, and loads nothing. Links may be followed, nothing else. */
    private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; "
            + "form-action 'none'; frame-ancestors 'none'";

    /** Of SHA-256; 64 bits tell versions apart. */
    private static final int TAG_BYTES = 8;

    private final Map<String, Packed> known = new ConcurrentHashMap<>();

    private record Packed(String text, String tag) {}

    /** Answers the file. */
    Response file(Request request) {
        return answer(request, "openapi.yaml", "application/yaml");
    }

    /** Answers the page. */
    Response page(Request request) {
        Response page = answer(request, "docs.html", "text/html; charset=utf-8");
        return page.with("Content-Security-Policy", POLICY).with("Referrer-Policy", "no-referrer");
    }

    private Response answer(Request request, String name, String mediaType) {
        Packed packed = known.computeIfAbsent(name, DescriptionRoutes::packed);
        Response response = isKnown(request, packed.tag())
                ? new Response(NOT_MODIFIED, Map.of(), null)
                : Response.text(OK, mediaType, packed.text());
        return response.with("ETag", packed.tag())
                .with("Cache-Control", CACHING)
                .with("X-Content-Type-Options", "nosniff");
    }

    /** Comparison is weak, as RFC 9110 §13.1.2 wants it here. */
    private static boolean isKnown(Request request, String tag) {
        return request.header("If-None-Match").stream()
                .flatMap(value -> Arrays.stream(value.split(",")))
                .map(String::strip)
                .anyMatch(given -> given.equals("*") || given.equals(tag) || given.equals("W/" + tag));
    }

    private static Packed packed(String name) {
        try (InputStream in = DescriptionRoutes.class.getResourceAsStream("/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the build packs " + name);
            }
            byte[] bytes = in.readAllBytes();
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            String tag = "\"" + HexFormat.of().formatHex(digest, 0, TAG_BYTES) + "\"";
            return new Packed(new String(bytes, StandardCharsets.UTF_8), tag);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
