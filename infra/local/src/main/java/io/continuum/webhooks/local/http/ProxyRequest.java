package io.continuum.webhooks.local.http;

import com.sun.net.httpserver.HttpExchange;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * A request as it came over HTTP.
 *
 * @param headers names as the JDK's server writes them ({@code X-api-key}); what the client's case was is not known
 */
record ProxyRequest(String method, URI uri, String protocol, Map<String, List<String>> headers, String sourceIp) {

    static ProxyRequest of(HttpExchange exchange) {
        return new ProxyRequest(
                exchange.getRequestMethod(),
                exchange.getRequestURI(),
                exchange.getProtocol(),
                exchange.getRequestHeaders(),
                exchange.getRemoteAddress().getAddress().getHostAddress());
    }

    /** The path as it was sent: API Gateway does not decode {@code path} (localstack#7728 compared with AWS). */
    String path() {
        String path = uri.getRawPath();
        return path == null || path.isEmpty() ? "/" : path;
    }

    /** What {@code {proxy+}} stands for: API Gateway decodes path parameters, but {@code +} stays. */
    String proxy() {
        return URLDecoder.decode(path().substring(1).replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** Size of the request line and the headers, in bytes but for separators. */
    int headerSize() {
        int size = uri.toString().length();
        for (var header : headers.entrySet()) {
            for (String value : header.getValue()) {
                size += header.getKey().length() + value.length();
            }
        }
        return size;
    }
}
