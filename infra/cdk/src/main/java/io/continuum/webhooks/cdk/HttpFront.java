package io.continuum.webhooks.cdk;

import software.amazon.awscdk.aws_apigatewayv2_integrations.HttpLambdaIntegration;
import software.amazon.awscdk.aws_apigatewayv2_integrations.HttpLambdaIntegrationProps;
import software.amazon.awscdk.services.apigatewayv2.HttpApi;
import software.amazon.awscdk.services.apigatewayv2.HttpStage;
import software.amazon.awscdk.services.apigatewayv2.PayloadFormatVersion;
import software.amazon.awscdk.services.apigatewayv2.ThrottleSettings;
import software.constructs.Construct;

/** An HTTP API that hands every request to the same handler: cheaper, without usage plans, WAF and X-Ray. */
public final class HttpFront extends Construct implements Front {
    private final HttpApi api;
    private final HttpStage stage;

    HttpFront(Construct scope, String id, Configuration configuration, LiveFunction function) {
        super(scope, id);
        Configuration.Front front = configuration.front();
        HttpLambdaIntegration integration = new HttpLambdaIntegration(
                "Api",
                function.live(),
                HttpLambdaIntegrationProps.builder()
                        .payloadFormatVersion(PayloadFormatVersion.VERSION_2_0)
                        .scopePermissionToRoute(false)
                        .build());
        this.api = HttpApi.Builder.create(this, "HttpApi")
                .apiName("Webhooks-" + configuration.stage().name())
                .description("Continuum Webhooks")
                .createDefaultStage(false)
                .defaultIntegration(integration)
                .build();
        HttpStage.Builder settings = HttpStage.Builder.create(this, "Stage")
                .httpApi(api)
                .stageName("$default")
                .autoDeploy(true)
                .throttle(ThrottleSettings.builder()
                        .rateLimit(front.rate())
                        .burstLimit(front.burst())
                        .build());
        if (front.accessLogs()) {
            AccessLogs.of(this, configuration).addTo(settings);
        }
        this.stage = settings.build();
    }

    /** Returns the HTTP API. */
    public HttpApi api() {
        return api;
    }

    /** Returns its only stage. */
    public HttpStage stage() {
        return stage;
    }

    @Override
    public String url() {
        return api.getApiEndpoint();
    }
}
