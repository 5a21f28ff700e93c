package io.continuum.webhooks.local.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.continuum.webhooks.local.aws.LocalAws;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The event of an {@code AWS_PROXY} integration of a REST API whose only resource is {@code /{proxy+}} and whose binary
 * media types are {@code *}/{@code *}: every body is base64, so that the handler sees the exact bytes that were signed
 * (docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html).
 */
final class ProxyEvent {
    private static final DateTimeFormatter REQUEST_TIME = DateTimeFormatter.ofPattern(
                    "dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final List<String> UNUSED_IDENTITY = List.of(
            "cognitoIdentityPoolId",
            "accountId",
            "cognitoIdentityId",
            "caller",
            "accessKey",
            "cognitoAuthenticationType",
            "cognitoAuthenticationProvider",
            "userArn",
            "user");

    private final ProxyRequest request;
    private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final ObjectNode event = JsonNodeFactory.instance.objectNode();

    private ProxyEvent(ProxyRequest request, int port) {
        this.request = request;
        headers.putAll(request.headers());
        List<String> before = headers.getOrDefault("X-Forwarded-For", List.of());
        String hops =
                Stream.concat(before.stream(), Stream.of(request.sourceIp())).collect(Collectors.joining(", "));
        replace("X-Forwarded-For", hops);
        replace("X-Forwarded-Port", Integer.toString(port));
        replace("X-Forwarded-Proto", "http");
    }

    /** Removes first: a case-insensitive map would keep the spelling of the name that is there. */
    private void replace(String name, String value) {
        headers.remove(name);
        headers.put(name, List.of(value));
    }

    static String of(ProxyRequest request, byte[] body, GatewayCall call) {
        return new ProxyEvent(request, call.port()).build(body, call);
    }

    private String build(byte[] body, GatewayCall call) {
        boolean root = request.path().equals("/");
        event.put("resource", root ? "/" : "/{proxy+}");
        event.put("path", request.path());
        event.put("httpMethod", request.method());
        putValues("headers", "multiValueHeaders", headers);
        putValues(
                "queryStringParameters",
                "multiValueQueryStringParameters",
                QueryString.parse(request.uri().getRawQuery()));
        if (root) {
            event.putNull("pathParameters");
        } else {
            event.putObject("pathParameters").put("proxy", request.proxy());
        }
        event.putNull("stageVariables");
        putContext(call);
        event.put("body", body.length == 0 ? null : Base64.getEncoder().encodeToString(body));
        event.put("isBase64Encoded", body.length > 0);
        return event.toString();
    }

    /** Of repeated names the single form has the last value; both forms are null when there is nothing. */
    private void putValues(String single, String multiple, Map<String, List<String>> values) {
        if (values.isEmpty()) {
            event.putNull(single);
            event.putNull(multiple);
            return;
        }
        ObjectNode last = event.putObject(single);
        ObjectNode all = event.putObject(multiple);
        values.forEach((name, list) -> {
            last.put(name, list.getLast());
            list.forEach(all.withArrayProperty(name)::add);
        });
    }

    private void putContext(GatewayCall call) {
        Instant now = call.now();
        ObjectNode context = event.putObject("requestContext");
        context.put("resourceId", "local");
        context.put("resourcePath", request.path().equals("/") ? "/" : "/{proxy+}");
        context.put("httpMethod", request.method());
        context.put("extendedRequestId", call.requestId());
        context.put("requestTime", REQUEST_TIME.format(now));
        context.put("path", "/" + call.stage() + request.path());
        context.put("accountId", LocalAws.ACCOUNT);
        context.put("protocol", request.protocol());
        context.put("stage", call.stage());
        context.put("domainPrefix", "local");
        context.put("requestTimeEpoch", now.toEpochMilli());
        context.put("requestId", call.requestId());
        ObjectNode identity = context.putObject("identity");
        UNUSED_IDENTITY.forEach(identity::putNull);
        identity.put("sourceIp", request.sourceIp());
        identity.put("userAgent", lastHeader("User-Agent"));
        context.put("domainName", lastHeader("Host"));
        context.put("apiId", "local");
    }

    private String lastHeader(String name) {
        return Objects.requireNonNullElse(headers.get(name), List.of("")).getLast();
    }
}
