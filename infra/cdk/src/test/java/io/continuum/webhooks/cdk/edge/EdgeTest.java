package io.continuum.webhooks.cdk.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.apigateway.RestApi;
import software.amazon.awscdk.services.apigatewayv2.HttpApi;

class EdgeTest {
    private static final String CERTIFICATE = "arn:aws:acm:eu-central-1:123456789012:certificate/4711";

    private final Stack stack = new Stack(new App(), "Test");

    private CustomDomain rest(String zone) {
        RestApi api = RestApi.Builder.create(stack, "RestApi").build();
        api.getRoot().addMethod("GET");
        return new CustomDomain(
                stack,
                "Domain",
                new CustomDomainProps(
                        "hooks.example.com",
                        CERTIFICATE,
                        zone,
                        new CustomDomainProps.Rest(api, api.getDeploymentStage())));
    }

    private void http() {
        HttpApi api = HttpApi.Builder.create(stack, "HttpApi").build();
        new CustomDomain(
                stack,
                "Domain",
                new CustomDomainProps(
                        "hooks.example.com",
                        CERTIFICATE,
                        "Z0123",
                        new CustomDomainProps.Http(api, Objects.requireNonNull(api.getDefaultStage()))));
    }

    private void acl() {
        RestApi api = RestApi.Builder.create(stack, "RestApi").build();
        api.getRoot().addMethod("GET");
        new WebAcl(stack, "Acl", new WebAclProps("dev", api.getDeploymentStage()));
    }

    private List<JsonNode> all(String type) {
        JsonNode template =
                new JsonMapper().valueToTree(Template.fromStack(stack).toJSON());
        List<JsonNode> found = new ArrayList<>();
        template.path("Resources").forEach(resource -> {
            if (resource.path("Type").asText().equals(type)) {
                found.add(resource.path("Properties"));
            }
        });
        return found;
    }

    private JsonNode rule(String name) {
        for (JsonNode rule : all("AWS::WAFv2::WebACL").getFirst().path("Rules")) {
            if (rule.path("Name").asText().equals(name)) {
                return rule;
            }
        }
        throw new AssertionError("no rule " + name);
    }

    @Test
    void a_rest_apis_stage_is_at_the_root_of_the_name() {
        CustomDomain domain = rest("");

        assertThat(domain.url()).isEqualTo("https://hooks.example.com");
        JsonNode made = all("AWS::ApiGateway::DomainName").getFirst();
        assertThat(made.path("DomainName").asText()).isEqualTo("hooks.example.com");
        assertThat(made.path("RegionalCertificateArn").asText()).isEqualTo(CERTIFICATE);
        assertThat(made.path("SecurityPolicy").asText()).isEqualTo("TLS_1_2");
        assertThat(made.path("EndpointConfiguration").path("Types").path(0).asText())
                .isEqualTo("REGIONAL");
        JsonNode mapping = all("AWS::ApiGateway::BasePathMapping").getFirst();
        assertThat(mapping.path("Stage").path("Ref").asText()).contains("RestApi");
        assertThat(mapping.has("BasePath")).isFalse();
    }

    @Test
    void without_a_zone_no_record_is_made() {
        CustomDomain domain = rest("");

        assertThat(domain.target()).isNotEmpty();
        assertThat(all("AWS::Route53::RecordSet")).isEmpty();
    }

    @Test
    void the_zone_gets_a_record_that_points_at_the_rest_api() {
        rest("Z0123");

        JsonNode made = all("AWS::Route53::RecordSet").getFirst();
        assertThat(made.path("Name").asText()).isEqualTo("hooks.example.com");
        assertThat(made.path("Type").asText()).isEqualTo("A");
        assertThat(made.path("HostedZoneId").asText()).isEqualTo("Z0123");
        assertThat(made.path("AliasTarget").path("DNSName").toString()).contains("RegionalDomainName");
        assertThat(made.path("AliasTarget").path("HostedZoneId").toString()).contains("RegionalHostedZoneId");
    }

    @Test
    void an_http_api_has_the_same() {
        http();

        JsonNode made = all("AWS::ApiGatewayV2::DomainName").getFirst();
        assertThat(made.path("DomainName").asText()).isEqualTo("hooks.example.com");
        assertThat(made.path("DomainNameConfigurations")
                        .path(0)
                        .path("SecurityPolicy")
                        .asText())
                .isEqualTo("TLS_1_2");
        assertThat(all("AWS::ApiGatewayV2::ApiMapping")).hasSize(1);
        assertThat(all("AWS::Route53::RecordSet")
                        .getFirst()
                        .path("AliasTarget")
                        .path("DNSName")
                        .toString())
                .contains("RegionalDomainName");
    }

    @Test
    void a_name_without_a_certificate_is_refused() {
        RestApi api = RestApi.Builder.create(stack, "RestApi").build();
        api.getRoot().addMethod("GET");

        assertThatThrownBy(() -> new CustomDomainProps(
                        "hooks.example.com", "", "", new CustomDomainProps.Rest(api, api.getDeploymentStage())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("certificateArn");
    }

    @Test
    void the_acl_stands_before_the_stage_and_lets_in_what_no_rule_stops() {
        acl();

        JsonNode made = all("AWS::WAFv2::WebACL").getFirst();
        assertThat(made.path("Scope").asText()).isEqualTo("REGIONAL");
        assertThat(made.path("DefaultAction").toString()).isEqualTo("{\"Allow\":{}}");
        assertThat(all("AWS::WAFv2::WebACLAssociation")
                        .getFirst()
                        .path("ResourceArn")
                        .toString())
                .contains("/restapis/", "/stages/");
    }

    @Test
    void bodies_of_events_are_counted_and_not_blocked() {
        acl();

        JsonNode group = rule("common").path("Statement").path("ManagedRuleGroupStatement");
        assertThat(group.path("Name").asText()).isEqualTo("AWSManagedRulesCommonRuleSet");
        assertThat(group.path("RuleActionOverrides"))
                .allSatisfy(override ->
                        assertThat(override.path("ActionToUse").toString()).isEqualTo("{\"Count\":{}}"));
        assertThat(group.path("RuleActionOverrides").findValuesAsText("Name"))
                .containsExactly(
                        "SizeRestrictions_BODY",
                        "CrossSiteScripting_BODY",
                        "EC2MetaDataSSRF_BODY",
                        "GenericLFI_BODY",
                        "GenericRFI_BODY",
                        "NoUserAgent_HEADER");
        assertThat(rule("common").path("OverrideAction").toString()).isEqualTo("{\"None\":{}}");
    }

    @Test
    void a_flood_from_one_address_is_blocked() {
        acl();

        JsonNode rate = rule("rate").path("Statement").path("RateBasedStatement");
        assertThat(rate.path("Limit").asInt()).isEqualTo(60_000);
        assertThat(rate.path("EvaluationWindowSec").asInt()).isEqualTo(300);
        assertThat(rate.path("AggregateKeyType").asText()).isEqualTo("IP");
        assertThat(rule("rate").path("Action").toString()).isEqualTo("{\"Block\":{}}");
    }

    @Test
    void no_sample_of_a_request_is_kept_because_it_holds_a_key() {
        acl();

        assertThat(all("AWS::WAFv2::WebACL").getFirst().findValuesAsText("SampledRequestsEnabled"))
                .hasSize(3)
                .containsOnly("false");
    }

    @Test
    void a_limit_that_waf_does_not_take_is_refused() {
        RestApi api = RestApi.Builder.create(stack, "RestApi").build();

        assertThatThrownBy(() -> new WebAclProps("dev", api.getDeploymentStage(), 9))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("from 10");
    }

    @Test
    void nothing_of_it_is_found_by_the_checks_of_aws_solutions_and_the_one_for_an_acl_is_content() {
        acl();
        http();
        Aspects.of(stack).add(AwsSolutionsChecks.Builder.create().build());

        Annotations found = Annotations.fromStack(stack);
        List<String> ours = stack.getNode().findAll().stream()
                .map(construct -> "/" + construct.getNode().getPath())
                .filter(path -> path.matches("/Test/(Acl|Domain)/.*"))
                .toList();
        assertThat(ours).hasSizeGreaterThan(3);
        ours.forEach(path -> found.hasNoError(path, Match.stringLikeRegexp("AwsSolutions-.*")));
        found.hasNoWarning("*", Match.stringLikeRegexp("AwsSolutions-APIG3.*"));
    }
}
