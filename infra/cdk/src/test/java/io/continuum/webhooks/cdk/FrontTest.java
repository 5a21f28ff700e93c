package io.continuum.webhooks.cdk;

import static io.continuum.webhooks.cdk.Synthesis.resources;
import static io.continuum.webhooks.cdk.Synthesis.template;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** REST API and HTTP API before the same function. */
final class FrontTest {
    @Test
    void a_rest_api_hands_over_every_path_and_method_as_bytes() {
        assertThat(only(template(), "AWS::ApiGateway::RestApi")
                        .path("BinaryMediaTypes")
                        .toString())
                .isEqualTo("[\"*/*\"]");
        assertThat(only(template(), "AWS::ApiGateway::Resource")
                        .path("PathPart")
                        .asText())
                .isEqualTo("{proxy+}");
        assertThat(resources(template(), "AWS::ApiGateway::Method")).hasSize(2).allSatisfy(method -> {
            assertThat(method.path("Properties").path("HttpMethod").asText()).isEqualTo("ANY");
            assertThat(method.path("Properties")
                            .path("Integration")
                            .path("Type")
                            .asText())
                    .isEqualTo("AWS_PROXY");
            assertThat(method.path("Properties").path("Integration").path("Uri").toString())
                    .contains("ApiLive");
        });
    }

    @Test
    void a_rest_api_is_throttled_and_traced_and_has_a_usage_plan() {
        JsonNode template = template("apiRate", "50", "apiBurst", "100");

        JsonNode stage = only(template, "AWS::ApiGateway::Stage");
        assertThat(stage.path("StageName").asText()).isEqualTo("dev");
        assertThat(stage.path("TracingEnabled").asBoolean()).isTrue();
        assertThat(stage.path("MethodSettings")
                        .path(0)
                        .path("ThrottlingRateLimit")
                        .asInt())
                .isEqualTo(50);
        assertThat(stage.path("MethodSettings")
                        .path(0)
                        .path("ThrottlingBurstLimit")
                        .asInt())
                .isEqualTo(100);
        assertThat(only(template, "AWS::ApiGateway::UsagePlan").path("Throttle").toString())
                .isEqualTo("{\"BurstLimit\":100,\"RateLimit\":50}");
    }

    @Test
    void the_accounts_role_for_logs_is_left_alone_unless_access_logs_are_wanted() {
        assertThat(resources(template(), "AWS::ApiGateway::Account")).isEmpty();
        assertThat(resources(template("apiAccessLogs", "true"), "AWS::ApiGateway::Account"))
                .hasSize(1);
    }

    @Test
    void api_gateway_may_call_the_function_by_two_permissions_at_most() {
        assertThat(resources(template(), "AWS::Lambda::Permission")
                        .filter(permission -> permission.toString().contains("apigateway.amazonaws.com")))
                .hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void an_http_api_calls_the_same_handler() {
        JsonNode template = template("api", "http");

        assertThat(resources(template, "AWS::ApiGateway::RestApi")).isEmpty();
        assertThat(only(template, "AWS::ApiGatewayV2::Route").path("RouteKey").asText())
                .isEqualTo("$default");
        JsonNode integration = only(template, "AWS::ApiGatewayV2::Integration");
        assertThat(integration.path("PayloadFormatVersion").asText()).isEqualTo("2.0");
        assertThat(integration.path("IntegrationUri").toString()).contains("ApiLive");
        JsonNode stage = only(template, "AWS::ApiGatewayV2::Stage");
        assertThat(stage.path("StageName").asText()).isEqualTo("$default");
        assertThat(stage.path("DefaultRouteSettings")
                        .path("ThrottlingRateLimit")
                        .asInt())
                .isEqualTo(500);
    }

    @Test
    void an_http_api_logs_requests_if_that_is_wanted() {
        assertThat(only(template("api", "http", "apiAccessLogs", "true"), "AWS::ApiGatewayV2::Stage")
                        .path("AccessLogSettings")
                        .toString())
                .contains("$context.status")
                .doesNotContain("authorization");
    }

    private static JsonNode only(JsonNode template, String type) {
        var found = resources(template, type).toList();
        assertThat(found).as(type).hasSize(1);
        return found.getFirst().path("Properties");
    }
}
