package io.continuum.webhooks.cdk;

import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.constructs.Construct;

/** The platform as one stack, {@code Webhooks-<stage>}, so that {@code cdk deploy} needs no names. */
public final class WebhooksStack extends Stack {
    private final WebhookPlatform platform;

    /**
     * Adds the stack to {@code scope}. Account and region are those of whoever deploys.
     *
     * @throws IllegalArgumentException if the functions' zip is not there
     */
    public WebhooksStack(Construct scope, Configuration configuration) {
        super(
                scope,
                "Webhooks-" + configuration.stage().name(),
                StackProps.builder()
                        .description("Continuum Webhooks, stage "
                                + configuration.stage().name())
                        .terminationProtection(configuration.stage().production())
                        .build());
        this.platform = new WebhookPlatform(this, "Platform", configuration);
        Outputs.of(this, platform);
        // Everything calls the alias of a published version.
        Annotations.of(this).acknowledgeWarning("@aws-cdk/aws-lambda:snapStartRequirePublish", "alias");
    }

    /** Returns the platform. */
    public WebhookPlatform platform() {
        return platform;
    }
}
