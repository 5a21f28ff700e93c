package io.continuum.webhooks.cdk;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.SecretValue;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.constructs.Construct;

/** The secret with markdown-brain-bot's token and secret: the operator's own, or one made from the stack's parameters. */
final class BrainBotCredentials {
    private static final Map<String, String> PARAMETERS = new TreeMap<>(Map.of(
            "MEM0_WEBHOOK_TOKEN", "Mem0WebhookToken",
            "MEM0_WEBHOOK_SECRET", "Mem0WebhookSecret"));

    private BrainBotCredentials() {}

    /** Returns the name of the stack's parameter that stands for {@code variable}. */
    static String parameterOf(String variable) {
        return String.valueOf(PARAMETERS.get(variable));
    }

    /**
     * Returns the secret; null if there is none.
     *
     * @param source as in {@link Configuration.Settings#brainBotCredentials()}
     */
    static @Nullable ISecret of(Construct scope, String source) {
        if (source.isEmpty()) {
            return null;
        }
        if (source.equals("parameters")) {
            Map<String, SecretValue> parts = new TreeMap<>();
            parts.put("token", value(scope, "MEM0_WEBHOOK_TOKEN"));
            parts.put("secret", value(scope, "MEM0_WEBHOOK_SECRET"));
            return Secret.Builder.create(scope, "BrainBot")
                    .description("Token and secret of markdown-brain-bot's webhook")
                    .secretObjectValue(parts)
                    .removalPolicy(RemovalPolicy.DESTROY)
                    .build();
        }
        return source.startsWith("arn:")
                ? Secret.fromSecretCompleteArn(scope, "BrainBot", source)
                : Secret.fromSecretNameV2(scope, "BrainBot", source);
    }

    private static SecretValue value(Construct scope, String variable) {
        CfnParameter parameter = CfnParameter.Builder.create(scope, parameterOf(variable))
                .type("String")
                .noEcho(true)
                .defaultValue("")
                // It goes into JSON text as it is.
                .allowedPattern("[\\x20\\x21\\x23-\\x5B\\x5D-\\x7E]*")
                .constraintDescription("printable ASCII without quotes and backslashes")
                .description(variable + ", as markdown-brain-bot has it; empty = none")
                .build();
        parameter.overrideLogicalId(parameterOf(variable));
        return SecretValue.cfnParameter(parameter);
    }
}
