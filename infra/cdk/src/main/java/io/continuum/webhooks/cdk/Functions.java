package io.continuum.webhooks.cdk;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.CfnFunction;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.LoggingFormat;
import software.amazon.awscdk.services.lambda.RecursiveLoop;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.lambda.SnapStartConf;
import software.amazon.awscdk.services.lambda.Tracing;
import software.amazon.awscdk.services.lambda.VersionOptions;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;

/** The four functions, of one zip, each with a role, a log group and an alias of its own. What calls them is elsewhere. */
public final class Functions extends Construct {
    private static final String HANDLERS = "io.continuum.webhooks.lambda.function.";

    private final Configuration configuration;
    private final Map<String, String> environment;
    private final Code code;
    private final LiveFunction api;
    private final LiveFunction emitter;
    private final LiveFunction delivery;
    private final LiveFunction maintenance;

    Functions(Construct scope, String id, Configuration configuration, Map<String, String> environment) {
        super(scope, id);
        this.configuration = configuration;
        this.environment = environment;
        this.code = code(configuration.compute().functions());
        Configuration.Sizes sizes = configuration.compute().sizes();
        this.api = function("Api", sizes.api(), RecursiveLoop.TERMINATE);
        // Each retry is a message that the function sends to the queue that calls it: Lambda would stop that after 16.
        // What deliveries report goes the same way, by the events queue and the emitter.
        this.emitter = function("Emitter", sizes.emitter(), RecursiveLoop.ALLOW);
        this.delivery = function("Delivery", sizes.delivery(), RecursiveLoop.ALLOW);
        this.maintenance = function("Maintenance", sizes.maintenance(), RecursiveLoop.TERMINATE);
    }

    private static Code code(Path zip) {
        if (!Files.isRegularFile(zip)) {
            throw new IllegalArgumentException(
                    "functionsZip: there is no %s; run `mvn package` in the repository's root".formatted(zip));
        }
        return Code.fromAsset(zip.toString());
    }

    private LiveFunction function(String id, Configuration.Size size, RecursiveLoop loop) {
        LogGroup logs = LogRetention.group(this, id + "Logs", configuration);
        Role role = Role.Builder.create(this, id + "Role")
                .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
                .build();
        logs.grantWrite(role);
        Function.Builder function = Function.Builder.create(this, id)
                .runtime(Runtime.JAVA_25)
                .architecture(configuration.compute().arm64() ? Architecture.ARM_64 : Architecture.X86_64)
                .handler(HANDLERS + id)
                .code(code)
                .role(role)
                .logGroup(logs)
                .loggingFormat(LoggingFormat.JSON)
                .tracing(configuration.operations().tracing() ? Tracing.ACTIVE : Tracing.DISABLED)
                .memorySize(size.memory())
                .timeout(Duration.seconds(size.timeout()))
                .recursiveLoop(loop)
                // The way back to the release before is the alias's, without waiting for a deployment. One that a
                // failed deployment
                // made is not kept: the next try would find it in its place.
                .currentVersionOptions(VersionOptions.builder()
                        .removalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE)
                        .build())
                .environment(environment);
        if (configuration.compute().snapStart()) {
            function.snapStart(SnapStartConf.ON_PUBLISHED_VERSIONS);
        }
        Function made = function.build();
        nameForSam(made, id);
        Alias live = Alias.Builder.create(this, id + "Live")
                .aliasName("live")
                .version(made.getCurrentVersion())
                .build();
        return new LiveFunction(made, live, logs, role);
    }

    /** Lets {@code sam local invoke <id>} find the function: SAM looks for construct ids on the stack's first level only. */
    private static void nameForSam(Function function, String id) {
        if (function.getNode().getDefaultChild() instanceof CfnFunction resource) {
            resource.addMetadata("SamResourceId", id);
        }
    }

    /** Returns the function behind the API. */
    public LiveFunction api() {
        return api;
    }

    /** Returns the function that matches events with webhooks. */
    public LiveFunction emitter() {
        return emitter;
    }

    /** Returns the function that sends. */
    public LiveFunction delivery() {
        return delivery;
    }

    /** Returns the function that does the minute's work. */
    public LiveFunction maintenance() {
        return maintenance;
    }
}
