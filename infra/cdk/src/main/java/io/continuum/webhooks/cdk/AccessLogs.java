package io.continuum.webhooks.cdk;

import software.amazon.awscdk.services.apigateway.AccessLogFormat;
import software.amazon.awscdk.services.apigateway.JsonWithStandardFieldProps;
import software.amazon.awscdk.services.apigateway.LogGroupLogDestination;
import software.amazon.awscdk.services.apigateway.StageOptions;
import software.amazon.awscdk.services.apigatewayv2.HttpStage;
import software.amazon.awscdk.services.apigatewayv2.IAccessLogDestination;
import software.amazon.awscdk.services.apigatewayv2.IAccessLogSettings;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;

/** API Gateway's log of requests: who asked for what and how it was answered; no header, no body. */
record AccessLogs(LogGroup group) {
    static AccessLogs of(Construct scope, Configuration configuration) {
        return new AccessLogs(LogRetention.group(scope, "AccessLogs", configuration));
    }

    private static AccessLogFormat format() {
        return AccessLogFormat.jsonWithStandardFields(JsonWithStandardFieldProps.builder()
                .requestTime(true)
                .ip(true)
                .httpMethod(true)
                .resourcePath(true)
                .status(true)
                .responseLength(true)
                .protocol(true)
                .caller(false)
                .user(false)
                .build());
    }

    void addTo(StageOptions.Builder stage) {
        stage.accessLogDestination(new LogGroupLogDestination(group)).accessLogFormat(format());
    }

    void addTo(HttpStage.Builder stage) {
        stage.accessLogSettings(new OfHttpApi(group));
    }

    /** CDK has no builder for it. */
    private record OfHttpApi(LogGroup group) implements IAccessLogSettings {
        @Override
        public IAccessLogDestination getDestination() {
            return new software.amazon.awscdk.services.apigatewayv2.LogGroupLogDestination(group);
        }

        @Override
        public AccessLogFormat getFormat() {
            return format();
        }
    }
}
