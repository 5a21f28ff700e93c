package io.continuum.webhooks.local.secretsmanager;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What no SDK sends: the wire format itself, and its abuse. */
final class SecretsProtocolTest {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final LocalSecrets secrets = LocalSecrets.inMemory();
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        http.close();
        secrets.close();
    }

    @Test
    void an_answer_is_json_with_dates_in_seconds() throws Exception {
        secrets.create("a", "v1");

        var answer = post("DescribeSecret", "{\"SecretId\":\"a\"}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/x-amz-json-1.1");
        assertThat(answer.body()).contains("\"CreatedDate\":1795426200.123");
    }

    @Test
    void an_error_has_a_type_and_a_message() throws Exception {
        var answer = post("DescribeSecret", "{\"SecretId\":\"a\"}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer))
                .isEqualTo(MAPPER.readTree("{\"__type\":\"ResourceNotFoundException\","
                        + "\"Message\":\"Secrets Manager can't find the specified secret.\"}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "\"text\"",
                "{\"SecretId\":\"hunter2\"",
                "{\"SecretId\":\"a\"} hunter2",
                "{\"SecretId\":1}",
                "{\"SecretId\":[\"a\"]}",
                "{\"SecretId\":\"\\ud800\"}"
            })
    void malformed_json_is_a_serialization_exception_that_repeats_nothing(String body) throws Exception {
        var answer = post("GetSecretValue", body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(type(answer)).isEqualTo("SerializationException");
        assertThat(answer.body()).doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"MaxResults\":\"1\"}",
                "{\"MaxResults\":1.5}",
                "{\"MaxResults\":99999999999999999999}",
                "{\"IncludePlannedDeletion\":\"true\"}",
                "{\"Filters\":{}}",
                "{\"Filters\":[\"a\"]}"
            })
    void a_member_of_the_wrong_type_is_a_serialization_exception(String body) throws Exception {
        assertThat(type(post("ListSecrets", body))).isEqualTo("SerializationException");
    }

    @Test
    void a_binary_that_is_not_base64_is_a_serialization_exception() throws Exception {
        var answer = post("CreateSecret", "{\"Name\":\"a\",\"SecretBinary\":\"hunter2!\"}");

        assertThat(type(answer)).isEqualTo("SerializationException");
        assertThat(answer.body()).doesNotContain("hunter2");
    }

    @Test
    void null_members_count_as_absent_and_unknown_ones_are_ignored() throws Exception {
        secrets.create("a", "v1");

        var answer = post("GetSecretValue", "{\"SecretId\":\"a\",\"VersionId\":null,\"Colour\":\"red\"}");

        assertThat(json(answer).path("SecretString").textValue()).isEqualTo("v1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CreateSecret", "PutSecretValue", "UpdateSecret"})
    void a_value_without_a_client_request_token_is_refused(String operation) throws Exception {
        var answer = post(operation, "{\"Name\":\"a\",\"SecretId\":\"a\",\"SecretString\":\"v1\"}");

        assertThat(type(answer)).isEqualTo("InvalidRequestException");
        assertThat(answer.body()).contains("You must provide a ClientRequestToken value.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RotateSecret", "GetSecretvalue", "", "toString"})
    void an_unknown_operation_is_refused(String operation) throws Exception {
        var answer = post(operation, "{}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(type(answer)).isEqualTo("UnknownOperationException");
    }

    @Test
    void a_target_of_another_service_or_none_is_refused() throws Exception {
        var request = HttpRequest.newBuilder(secrets.endpoint()).POST(BodyPublishers.ofString("{}"));

        assertThat(type(send(request))).isEqualTo("UnknownOperationException");
        assertThat(type(send(request.header("X-Amz-Target", "AmazonSQS.ListQueues"))))
                .isEqualTo("UnknownOperationException");
    }

    @Test
    void another_method_or_path_is_refused() throws Exception {
        URI elsewhere = secrets.endpoint().resolve("/elsewhere");

        assertThat(type(send(HttpRequest.newBuilder(secrets.endpoint()).GET()))).isEqualTo("UnknownOperationException");
        assertThat(type(send(HttpRequest.newBuilder(elsewhere)
                        .header("X-Amz-Target", "secretsmanager.ListSecrets")
                        .POST(BodyPublishers.ofString("{}")))))
                .isEqualTo("UnknownOperationException");
    }

    @Test
    void a_request_larger_than_any_valid_one_is_refused() throws Exception {
        var answer = post("CreateSecret", "{\"Name\":\"" + "a".repeat(1_048_576) + "\"}");

        assertThat(answer.statusCode()).isEqualTo(413);
    }

    private HttpResponse<String> post(String operation, String body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(secrets.endpoint())
                .header("Content-Type", "application/x-amz-json-1.1")
                .header("X-Amz-Target", "secretsmanager." + operation)
                .POST(BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        return MAPPER.readTree(answer.body());
    }

    private static String type(HttpResponse<String> answer) throws IOException {
        return json(answer).path("__type").asText();
    }
}
