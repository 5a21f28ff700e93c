package io.continuum.webhooks.cdk;

import io.continuum.webhooks.cdk.edge.CustomDomain;
import io.continuum.webhooks.cdk.edge.CustomDomainProps;
import io.continuum.webhooks.cdk.edge.WebAcl;
import io.continuum.webhooks.cdk.edge.WebAclProps;
import io.continuum.webhooks.cdk.operations.ApiMetrics;
import io.continuum.webhooks.cdk.operations.Operations;
import io.continuum.webhooks.cdk.operations.OperationsProps;
import io.continuum.webhooks.cdk.operations.Watched;
import org.jspecify.annotations.Nullable;
import software.constructs.Construct;

/** Puts around the platform what it would work without: those who look at it, and what stands before its API. */
record Surroundings(Construct scope, Configuration configuration) {
    Operations operations(Storage storage, Queues queues, Functions functions, Front front) {
        Configuration.Operations wanted = configuration.operations();
        Watched watched = new Watched(
                new Watched.WorkQueues(queues.events(), queues.high(), queues.normal(), queues.low()),
                new Watched.DeadQueues(queues.exhausted(), queues.infrastructure(), queues.undelivered()),
                new Watched.Functions(
                        watched(functions.api()),
                        watched(functions.emitter()),
                        watched(functions.delivery()),
                        watched(functions.maintenance())),
                metrics(front),
                new Watched.Tables(storage.webhooks(), storage.deliveries()));
        return new Operations(
                scope,
                "Operations",
                new OperationsProps(
                        configuration.stage().name(),
                        wanted.alarmEmail(),
                        wanted.dashboard(),
                        wanted.canary(),
                        watched));
    }

    private static Watched.WatchedFunction watched(LiveFunction function) {
        return new Watched.WatchedFunction(function.function(), function.logs());
    }

    private static ApiMetrics metrics(Front front) {
        return switch (front) {
            case RestFront rest ->
                ApiMetrics.rest(
                        rest.api().getRestApiName(),
                        rest.api().getDeploymentStage().getStageName());
            case HttpFront http -> ApiMetrics.http(http.api().getApiId(), "$default");
        };
    }

    @Nullable CustomDomain domain(Front front) {
        Configuration.Edge edge = configuration.edge();
        if (edge.domainName().isEmpty()) {
            return null;
        }
        CustomDomainProps.Api api = switch (front) {
            case RestFront rest ->
                new CustomDomainProps.Rest(rest.api(), rest.api().getDeploymentStage());
            case HttpFront http -> new CustomDomainProps.Http(http.api(), http.stage());
        };
        return new CustomDomain(
                scope, "Domain", new CustomDomainProps(edge.domainName(), edge.certificate(), edge.hostedZone(), api));
    }

    @Nullable WebAcl webAcl(Front front) {
        return switch (front) {
            case RestFront rest
            when configuration.edge().waf() ->
                new WebAcl(
                        scope,
                        "WebAcl",
                        new WebAclProps(configuration.stage().name(), rest.api().getDeploymentStage()));
            case RestFront _, HttpFront _ -> null;
        };
    }
}
