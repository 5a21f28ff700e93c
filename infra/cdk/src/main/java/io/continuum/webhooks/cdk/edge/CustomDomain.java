package io.continuum.webhooks.cdk.edge;

import software.amazon.awscdk.services.apigateway.BasePathMappingOptions;
import software.amazon.awscdk.services.apigateway.DomainName;
import software.amazon.awscdk.services.apigateway.EndpointType;
import software.amazon.awscdk.services.apigateway.SecurityPolicy;
import software.amazon.awscdk.services.apigatewayv2.ApiMapping;
import software.amazon.awscdk.services.certificatemanager.Certificate;
import software.amazon.awscdk.services.certificatemanager.ICertificate;
import software.amazon.awscdk.services.route53.CfnRecordSet;
import software.constructs.Construct;

/**
 * A domain name of one's own for the API, TLS 1.2 at least. Its root is the API's root: the stage is not in the path. With
 * a Route 53 zone its record is made too; else whoever runs the zone points the name at {@link #target()}.
 */
public final class CustomDomain extends Construct {
    private final String name;
    private final String target;

    /** Adds the domain, and its record if there is a zone. */
    public CustomDomain(Construct scope, String id, CustomDomainProps props) {
        super(scope, id);
        this.name = props.domainName();
        ICertificate certificate = Certificate.fromCertificateArn(this, "Certificate", props.certificateArn());
        Alias alias = switch (props.api()) {
            case CustomDomainProps.Rest rest -> rest(props, certificate, rest);
            case CustomDomainProps.Http http -> http(props, certificate, http);
        };
        this.target = alias.name();
        if (!props.hostedZoneId().isEmpty()) {
            CfnRecordSet.Builder.create(this, "Record")
                    .name(name)
                    .type("A")
                    .hostedZoneId(props.hostedZoneId())
                    .aliasTarget(CfnRecordSet.AliasTargetProperty.builder()
                            .dnsName(alias.name())
                            .hostedZoneId(alias.zone())
                            .evaluateTargetHealth(false)
                            .build())
                    .build();
        }
    }

    /** What a record points at. */
    private record Alias(String name, String zone) {}

    private Alias rest(CustomDomainProps props, ICertificate certificate, CustomDomainProps.Rest rest) {
        DomainName domain = DomainName.Builder.create(this, "Domain")
                .domainName(props.domainName())
                .certificate(certificate)
                .endpointType(EndpointType.REGIONAL)
                .securityPolicy(SecurityPolicy.TLS_1_2)
                .build();
        domain.addBasePathMapping(
                rest.api(), BasePathMappingOptions.builder().stage(rest.stage()).build());
        return new Alias(domain.getDomainNameAliasDomainName(), domain.getDomainNameAliasHostedZoneId());
    }

    private Alias http(CustomDomainProps props, ICertificate certificate, CustomDomainProps.Http http) {
        software.amazon.awscdk.services.apigatewayv2.DomainName domain =
                software.amazon.awscdk.services.apigatewayv2.DomainName.Builder.create(this, "Domain")
                        .domainName(props.domainName())
                        .certificate(certificate)
                        .endpointType(software.amazon.awscdk.services.apigatewayv2.EndpointType.REGIONAL)
                        .securityPolicy(software.amazon.awscdk.services.apigatewayv2.SecurityPolicy.TLS_1_2)
                        .build();
        ApiMapping.Builder.create(this, "Mapping")
                .api(http.api())
                .stage(http.stage())
                .domainName(domain)
                .build();
        return new Alias(domain.getRegionalDomainName(), domain.getRegionalHostedZoneId());
    }

    /** Returns what a CNAME or alias record of the name points at. */
    public String target() {
        return target;
    }

    /** Returns the API's root, without a slash at its end. */
    public String url() {
        return "https://" + name;
    }
}
