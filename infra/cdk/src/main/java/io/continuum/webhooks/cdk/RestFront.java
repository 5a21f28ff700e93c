package io.continuum.webhooks.cdk;

import java.util.List;
import software.amazon.awscdk.services.apigateway.EndpointConfiguration;
import software.amazon.awscdk.services.apigateway.EndpointType;
import software.amazon.awscdk.services.apigateway.LambdaIntegration;
import software.amazon.awscdk.services.apigateway.ProxyResourceOptions;
import software.amazon.awscdk.services.apigateway.RestApi;
import software.amazon.awscdk.services.apigateway.StageOptions;
import software.amazon.awscdk.services.apigateway.ThrottleSettings;
import software.amazon.awscdk.services.apigateway.UsagePlanPerApiStage;
import software.amazon.awscdk.services.apigateway.UsagePlanProps;
import software.constructs.Construct;

/**
 * A REST API that hands every request to the api function, bytes as they came. Keys and scopes are the function's work;
 * the usage plan is for those who want API Gateway's own keys as an outer guard.
 */
public final class RestFront extends Construct implements Front {
    private final RestApi api;

    RestFront(Construct scope, String id, Configuration configuration, LiveFunction function) {
        super(scope, id);
        Configuration.Front front = configuration.front();
        StageOptions.Builder stage = StageOptions.builder()
                .stageName(configuration.stage().name())
                .tracingEnabled(configuration.operations().tracing())
                .throttlingRateLimit(front.rate())
                .throttlingBurstLimit(front.burst());
        if (front.accessLogs()) {
            AccessLogs.of(this, configuration).addTo(stage);
        }
        this.api = RestApi.Builder.create(this, "RestApi")
                .restApiName("Webhooks-" + configuration.stage().name())
                .description("Continuum Webhooks")
                .endpointConfiguration(EndpointConfiguration.builder()
                        .types(List.of(EndpointType.REGIONAL))
                        .build())
                // The handler sees the bytes that were sent: bodies are stored, hashed and signed as such.
                .binaryMediaTypes(List.of("*/*"))
                // One role for all APIs of an account and region: not for a stack to make, unless it is told to.
                .cloudWatchRole(front.accessLogs())
                .deployOptions(stage.build())
                .build();
        // An output of its own; the stack has one that says what it is.
        api.getNode().tryRemoveChild("Endpoint");
        LambdaIntegration integration = LambdaIntegration.Builder.create(function.live())
                .proxy(true)
                .scopePermissionToMethod(false)
                .build();
        api.getRoot().addMethod("ANY", integration);
        api.getRoot()
                .addProxy(ProxyResourceOptions.builder()
                        .anyMethod(true)
                        .defaultIntegration(integration)
                        .build());
        api.addUsagePlan(
                "Callers",
                UsagePlanProps.builder()
                        .description("Continuum Webhooks, stage "
                                + configuration.stage().name())
                        .throttle(ThrottleSettings.builder()
                                .rateLimit(front.rate())
                                .burstLimit(front.burst())
                                .build())
                        .apiStages(List.of(UsagePlanPerApiStage.builder()
                                .api(api)
                                .stage(api.getDeploymentStage())
                                .build()))
                        .build());
    }

    /** Returns the REST API. */
    public RestApi api() {
        return api;
    }

    @Override
    public String url() {
        return "https://%s.execute-api.%s.%s/%s"
                .formatted(
                        api.getRestApiId(),
                        api.getStack().getRegion(),
                        api.getStack().getUrlSuffix(),
                        api.getDeploymentStage().getStageName());
    }
}
