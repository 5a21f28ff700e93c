package io.continuum.webhooks.cdk;

import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.services.secretsmanager.ISecret;

/**
 * The functions' environment: every name that {@code lambda/Config} reads, and what the JVM and the SDK read. What is not
 * set is there and empty, so that {@code sam local invoke --env-vars} can set it.
 */
final class EnvironmentVariables {
    /**
     * The first tier of the compiler alone: a function lives too short for the second one to pay. DNS answers are kept ten
     * seconds, so that receivers may move.
     */
    private static final String JVM = "-XX:+TieredCompilation -XX:TieredStopAtLevel=1 -Dsun.net.inetaddr.ttl=10";

    private EnvironmentVariables() {}

    static Map<String, String> of(Configuration configuration, Storage storage, Queues queues, Secrets secrets) {
        Configuration.Settings settings = configuration.settings();
        Map<String, String> all = new TreeMap<>(settings.limits());
        all.putAll(settings.brainBot());
        all.put("STAGE", configuration.stage().name());
        all.put("WEBHOOKS_TABLE", storage.webhooks().getTableName());
        all.put("DELIVERIES_TABLE", storage.deliveries().getTableName());
        all.put("EVENTS_QUEUE_URL", queues.events().getQueueUrl());
        all.put("HIGH_QUEUE_URL", queues.high().getQueueUrl());
        all.put("NORMAL_QUEUE_URL", queues.normal().getQueueUrl());
        all.put("LOW_QUEUE_URL", queues.low().getQueueUrl());
        all.put("DEAD_LETTER_QUEUE_URL", queues.exhausted().getQueueUrl());
        all.put("POISON_QUEUE_URL", queues.infrastructure().getQueueUrl());
        all.put("ADMIN_KEY_SECRET", secrets.adminKey().getSecretArn());
        ISecret brainBot = secrets.brainBot();
        all.put("MEM0_WEBHOOK_CREDENTIALS", brainBot == null ? "" : idOf(brainBot));
        all.put("SECRET_STORAGE", settings.keyring() ? "keyring" : "secrets-manager");
        all.put("KEYRING_SECRET", secrets.keyring().getSecretArn());
        all.put(
                "ALLOW_INSECURE_TARGETS",
                Boolean.toString(settings.development().insecureTargets()));
        all.put("TRUST_LOOPBACK_CALLERS", "false");
        all.put("JAVA_TOOL_OPTIONS", JVM);
        if (!settings.development().endpoint().isEmpty()) {
            all.put("AWS_ENDPOINT_URL", settings.development().endpoint());
        }
        return all;
    }

    /** The ARN, unless only the name is known: its ARN has no suffix then, and only the name finds it. */
    private static String idOf(ISecret secret) {
        String full = secret.getSecretFullArn();
        return full == null ? secret.getSecretName() : full;
    }
}
