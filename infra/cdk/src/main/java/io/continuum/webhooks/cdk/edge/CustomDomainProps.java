package io.continuum.webhooks.cdk.edge;

import software.amazon.awscdk.services.apigateway.IRestApi;
import software.amazon.awscdk.services.apigatewayv2.IHttpApi;
import software.amazon.awscdk.services.apigatewayv2.IHttpStage;

/**
 * What a {@link CustomDomain} is made of.
 *
 * @param domainName such as {@code hooks.example.com}
 * @param certificateArn of a certificate for it, in the API's own region
 * @param hostedZoneId the Route 53 zone that gets the record; empty = none
 * @param api what answers there
 */
public record CustomDomainProps(String domainName, String certificateArn, String hostedZoneId, Api api) {
    /**
     * Checks what belongs together.
     *
     * @throws IllegalArgumentException if there is no name or no certificate
     */
    public CustomDomainProps {
        if (domainName.isEmpty() || certificateArn.isEmpty()) {
            throw new IllegalArgumentException("domainName and certificateArn must be given together");
        }
    }

    /** What answers. */
    public sealed interface Api {}

    /** A stage of a REST API. */
    public record Rest(IRestApi api, software.amazon.awscdk.services.apigateway.Stage stage) implements Api {}

    /** A stage of an HTTP API. */
    public record Http(IHttpApi api, IHttpStage stage) implements Api {}
}
