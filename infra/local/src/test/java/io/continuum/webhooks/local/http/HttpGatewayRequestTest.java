package io.continuum.webhooks.local.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How requests become events. */
class HttpGatewayRequestTest {
    private final GatewayScenario gateway = GatewayScenario.recording();

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void lambdas_own_serializer_reads_the_event() throws Exception {
        gateway.send(HttpRequest.newBuilder(gateway.address().resolve("/api/v1/webhooks?limit=5&event=a&event=b"))
                .header("X-Api-Key", "ck_1")
                .method("PATCH", BodyPublishers.ofString("{\"ä\":1}")));

        APIGatewayProxyRequestEvent event = read(gateway.event());

        assertThat(event.getResource()).isEqualTo("/{proxy+}");
        assertThat(event.getPath()).isEqualTo("/api/v1/webhooks");
        assertThat(event.getHttpMethod()).isEqualTo("PATCH");
        assertThat(event.getPathParameters()).isEqualTo(Map.of("proxy", "api/v1/webhooks"));
        assertThat(event.getQueryStringParameters()).isEqualTo(Map.of("limit", "5", "event", "b"));
        assertThat(event.getMultiValueQueryStringParameters())
                .isEqualTo(Map.of("limit", List.of("5"), "event", List.of("a", "b")));
        assertThat(event.getStageVariables()).isNull();
        assertThat(event.getIsBase64Encoded()).isTrue();
        assertThat(Base64.getDecoder().decode(event.getBody())).isEqualTo("{\"ä\":1}".getBytes(UTF_8));
        assertThat(event.getHeaders()).containsEntry("X-api-key", "ck_1").containsEntry("X-Forwarded-Proto", "http");
    }

    @Test
    void lambdas_own_serializer_reads_the_request_context() throws Exception {
        gateway.send(
                HttpRequest.newBuilder(gateway.address().resolve("/events")).header("User-Agent", "test/1"));

        var context = read(gateway.event()).getRequestContext();

        assertThat(context.getRequestId()).hasSize(36);
        assertThat(context.getStage()).isEqualTo("local");
        assertThat(context.getPath()).isEqualTo("/local/events");
        assertThat(context.getResourcePath()).isEqualTo("/{proxy+}");
        assertThat(context.getHttpMethod()).isEqualTo("GET");
        assertThat(context.getProtocol()).isEqualTo("HTTP/1.1");
        assertThat(context.getAccountId()).isEqualTo("000000000000");
        assertThat(context.getIdentity().getSourceIp()).isEqualTo("127.0.0.1");
        assertThat(context.getIdentity().getUserAgent()).isEqualTo("test/1");
    }

    @Test
    void times_are_the_clocks() throws Exception {
        gateway.get("/");

        JsonNode context = gateway.event().path("requestContext");
        assertThat(context.path("requestTimeEpoch").asLong()).isEqualTo(GatewayScenario.NOW.toEpochMilli());
        assertThat(context.path("requestTime").asText()).isEqualTo("23/Nov/2026:09:00:00 +0000");
    }

    @Test
    void the_answer_carries_the_request_id_of_the_event() throws Exception {
        var response = gateway.get("/events");

        assertThat(response.headers().firstValue("x-amzn-requestid"))
                .hasValue(
                        gateway.event().path("requestContext").path("requestId").asText());
    }

    @Test
    void nothing_given_is_null_and_not_empty() throws Exception {
        gateway.get("/");

        JsonNode event = gateway.event();
        assertThat(event.path("resource").asText()).isEqualTo("/");
        for (String field : List.of(
                "pathParameters",
                "queryStringParameters",
                "multiValueQueryStringParameters",
                "stageVariables",
                "body")) {
            assertThat(event.path(field).isNull()).as(field).isTrue();
        }
        assertThat(event.path("isBase64Encoded").booleanValue()).isFalse();
    }

    @Test
    void every_byte_of_a_body_arrives() throws Exception {
        byte[] bytes = new byte[100_000];
        for (int index = 0; index < bytes.length; index++) {
            bytes[index] = (byte) (index * 31);
        }
        gateway.post(bytes);

        JsonNode event = gateway.event();
        assertThat(Base64.getDecoder().decode(event.path("body").asText())).isEqualTo(bytes);
        assertThat(event.path("isBase64Encoded").booleanValue()).isTrue();
    }

    @Test
    void a_chunked_body_arrives_too() throws Exception {
        gateway.send(HttpRequest.newBuilder(gateway.address().resolve("/chunked"))
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream("chunks".getBytes(UTF_8)))));

        assertThat(Base64.getDecoder().decode(gateway.event().path("body").asText()))
                .asString(UTF_8)
                .isEqualTo("chunks");
    }

    @Test
    void of_a_repeated_header_the_single_form_has_the_last_value() throws Exception {
        gateway.send(HttpRequest.newBuilder(gateway.address().resolve("/"))
                .header("X-Tag", "one")
                .header("X-Tag", "two"));

        JsonNode event = gateway.event();
        assertThat(event.path("headers").path("X-tag").asText()).isEqualTo("two");
        assertThat(event.path("multiValueHeaders").path("X-tag"))
                .extracting(JsonNode::asText)
                .containsExactly("one", "two");
    }

    @Test
    void query_parameters_are_decoded() throws Exception {
        RawHttp.exchange(
                gateway.address(),
                "GET /e?q=a+b%2Bc%26d&%C3%A4=%F0%9F%8E%89&flag&empty=&a=b=c&&list%5B%5D=1 HTTP/1.1",
                "Host: x",
                "Connection: close");

        JsonNode query = gateway.event().path("queryStringParameters");
        assertThat(query.toString())
                .isEqualTo(
                        "{\"q\":\"a b+c&d\",\"ä\":\"🎉\",\"flag\":\"\",\"empty\":\"\",\"a\":\"b=c\",\"list[]\":\"1\"}");
    }

    @Test
    void the_path_stays_encoded_and_the_path_parameter_is_decoded() throws Exception {
        gateway.get("/webhooks/caf%C3%A9%2Fx+y");

        JsonNode event = gateway.event();
        assertThat(event.path("path").asText()).isEqualTo("/webhooks/caf%C3%A9%2Fx+y");
        assertThat(event.path("pathParameters").path("proxy").asText()).isEqualTo("webhooks/café/x+y");
    }

    @Test
    void forwarded_addresses_get_the_callers_added() throws Exception {
        gateway.send(HttpRequest.newBuilder(gateway.address().resolve("/")).header("X-Forwarded-For", "203.0.113.9"));

        assertThat(gateway.event().path("headers").path("X-Forwarded-For").asText())
                .isEqualTo("203.0.113.9, 127.0.0.1");
    }

    private static APIGatewayProxyRequestEvent read(JsonNode event) {
        return LambdaEventSerializers.serializerFor(
                        APIGatewayProxyRequestEvent.class, HttpGatewayRequestTest.class.getClassLoader())
                .fromJson(new ByteArrayInputStream(event.toString().getBytes(UTF_8)));
    }
}
