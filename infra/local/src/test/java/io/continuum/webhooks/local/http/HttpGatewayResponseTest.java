package io.continuum.webhooks.local.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.continuum.webhooks.local.lambda.Handlers;
import io.continuum.webhooks.local.process.StartFailure;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How answers become responses, and what the gateway answers by itself. */
class HttpGatewayResponseTest {
    @Test
    void status_headers_and_body_are_the_functions() throws Exception {
        try (var gateway = GatewayScenario.answering(_ -> """
                {"statusCode": 201, "body": "grüße", "isBase64Encoded": false,
                 "headers": {"Content-Type": "text/plain; charset=utf-8", "X-Number": 7, "X-Both": "single"},
                 "multiValueHeaders": {"Set-Cookie": ["a=1", "b=2"], "x-both": ["multi"]}}""")) {
            var response = gateway.get("/");

            assertThat(response.statusCode()).isEqualTo(201);
            assertThat(response.body()).isEqualTo("grüße");
            assertThat(response.headers().firstValue("content-type")).hasValue("text/plain; charset=utf-8");
            assertThat(response.headers().firstValue("x-number")).hasValue("7");
            assertThat(response.headers().allValues("set-cookie")).containsExactly("a=1", "b=2");
            assertThat(response.headers().allValues("x-both")).containsExactly("multi");
        }
    }

    @Test
    void a_base64_body_is_decoded() throws Exception {
        try (var gateway = GatewayScenario.answering(
                _ -> "{\"statusCode\": 200, \"body\": \"AP8K\", \"isBase64Encoded\": true}")) {
            var response = gateway.sendForBytes(HttpRequest.newBuilder(gateway.address()));

            assertThat(response.body()).containsExactly(0, 0xff, 10);
        }
    }

    @Test
    void an_answer_without_a_body_has_none() throws Exception {
        try (var gateway = GatewayScenario.answering(_ -> "{\"statusCode\": 404, \"body\": null}")) {
            var response = gateway.get("/");

            assertThat(response.statusCode()).isEqualTo(404);
            assertThat(response.body()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 304})
    void a_status_without_a_body_is_sent_without_one(int status) throws Exception {
        try (var gateway =
                GatewayScenario.answering(_ -> "{\"statusCode\": %d, \"body\": \"ignored\"}".formatted(status))) {
            assertThat(gateway.get("/").statusCode()).isEqualTo(status);
            assertThat(gateway.get("/").body()).isEmpty();
        }
    }

    @Test
    void head_is_answered_with_the_length_and_without_the_body() throws Exception {
        try (var gateway = GatewayScenario.answering(_ -> "{\"statusCode\": 200, \"body\": \"12345\"}")) {
            var response =
                    gateway.send(HttpRequest.newBuilder(gateway.address()).HEAD());

            assertThat(gateway.event().path("httpMethod").asText()).isEqualTo("HEAD");
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("content-length")).hasValue("5");
            assertThat(response.body()).isEmpty();
        }
    }

    @Test
    void a_function_cannot_break_the_framing() throws Exception {
        try (var gateway = GatewayScenario.answering(_ -> """
                {"statusCode": 200, "body": "12345",
                 "headers": {"content-length": "1", "Transfer-Encoding": "chunked", "Connection": "close"}}""")) {
            assertThat(gateway.get("/").body()).isEqualTo("12345");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "\"ok\"",
                "[]",
                "not json",
                "{}",
                "{\"statusCode\": \"x\"}",
                "{\"statusCode\": 99}",
                "{\"statusCode\": 101}",
                "{\"statusCode\": 1000}",
                "{\"statusCode\": 200, \"body\": {}}",
                "{\"statusCode\": 200, \"body\": \"%\", \"isBase64Encoded\": true}",
                "{\"statusCode\": 200, \"headers\": []}",
                "{\"statusCode\": 200, \"headers\": {\"a b\": \"c\"}}",
                "{\"statusCode\": 200, \"headers\": {\"a\": \"b\\r\\nc: d\"}}",
                "{\"statusCode\": 200, \"multiValueHeaders\": {\"a\": [{}]}}"
            })
    void a_malformed_answer_is_502(String answer) throws Exception {
        try (var gateway = GatewayScenario.answering(_ -> answer)) {
            var response = gateway.get("/");

            assertThat(response.statusCode()).isEqualTo(502);
            assertThat(response.body()).isEqualTo("{\"message\":\"Internal server error\"}");
            assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
        }
    }

    @Test
    void an_exception_is_502_and_the_gateway_lives_on() throws Exception {
        try (var gateway = GatewayScenario.answering(_ -> {
            throw new StackOverflowError();
        })) {
            assertThat(gateway.get("/").statusCode()).isEqualTo(502);
            assertThat(gateway.get("/").body()).isEqualTo("{\"message\":\"Internal server error\"}");
        }
    }

    @Test
    void a_function_slower_than_the_integration_timeout_is_504() throws Exception {
        try (var gateway = GatewayScenario.withTimeout(Duration.ofMillis(100), (_, _) -> {
            new CountDownLatch(1).await();
            return "";
        })) {
            var response = gateway.get("/");

            assertThat(response.statusCode()).isEqualTo(504);
            assertThat(response.body()).isEqualTo("{\"message\":\"Endpoint request timed out\"}");
        }
    }

    @Test
    void a_body_above_ten_megabytes_is_413() throws Exception {
        try (var gateway = GatewayScenario.recording()) {
            var response = gateway.post(new byte[HttpGateway.MAX_BODY_BYTES + 1]);

            assertThat(response.statusCode()).isEqualTo(413);
            assertThat(response.body()).isEqualTo("{\"message\":\"Request Too Long\"}");
            assertThat(gateway.events).isEmpty();
        }
    }

    @Test
    void a_chunked_body_above_ten_megabytes_is_413() throws Exception {
        try (var gateway = GatewayScenario.recording()) {
            byte[] body = new byte[HttpGateway.MAX_BODY_BYTES + 1];
            var response = gateway.send(HttpRequest.newBuilder(gateway.address())
                    .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))));

            assertThat(response.statusCode()).isEqualTo(413);
        }
    }

    @Test
    void a_body_too_large_for_lambda_is_413_as_well() throws Exception {
        try (var gateway = GatewayScenario.recording()) {
            assertThat(gateway.post(new byte[5 * 1024 * 1024]).statusCode()).isEqualTo(413);
            assertThat(gateway.post(new byte[4 * 1024 * 1024]).statusCode()).isEqualTo(204);
        }
    }

    @Test
    void too_large_headers_are_431() throws Exception {
        try (var gateway = GatewayScenario.recording()) {
            var response = gateway.send(HttpRequest.newBuilder(gateway.address())
                    .header("X-Large", "x".repeat(HttpGateway.MAX_HEADER_BYTES)));

            assertThat(response.statusCode()).isEqualTo(431);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /%zz HTTP/1.1",
                "GET /a b HTTP/1.1",
                "GET //double//slash HTTP/1.1",
                "OPTIONS * HTTP/1.1",
                "GET http://other.example HTTP/1.1",
                "nonsense"
            })
    void odd_request_lines_are_answered_and_do_not_hang(String line) throws Exception {
        try (var gateway = GatewayScenario.recording()) {
            assertThat(RawHttp.exchange(gateway.address(), line, "Host: x", "Connection: close"))
                    .startsWith("HTTP/1.1 ");
        }
    }

    @Test
    void a_taken_port_is_one_line_for_the_user() {
        try (var gateway = GatewayScenario.recording()) {
            int port = gateway.address().getPort();

            assertThatThrownBy(() -> HttpGateway.start(
                            GatewaySettings.onPort(port), Handlers.function(_ -> ""), InstantSource.system(), Map.of()))
                    .isInstanceOf(StartFailure.class)
                    .hasMessageStartingWith("Port %d on 127.0.0.1 is taken".formatted(port))
                    .hasMessageEndingWith("set PORT to another one.")
                    .message()
                    .hasLineCount(1);
        }
    }
}
