package io.continuum.webhooks.local.permissions;

import java.util.Map;

/** Finds the name that permissions.txt has for a table, a queue or a secret of the local runner, whatever its stage. */
final class Resources {
    private static final Map<String, String> TABLES =
            Map.of("Webhooks", "PlatformStorageWebhooks", "Deliveries", "PlatformStorageDeliveries");

    private static final Map<String, String> QUEUES = Map.of(
            "webhooks-events", "PlatformQueuesEvents",
            "webhooks-delivery-high", "PlatformQueuesHigh",
            "webhooks-delivery-normal", "PlatformQueuesNormal",
            "webhooks-delivery-low", "PlatformQueuesLow",
            "webhooks-dead-letters", "PlatformQueuesExhausted",
            "webhooks-infrastructure-dlq", "PlatformQueuesInfrastructure");

    /** What the stack makes, by the name that tests and the local runner give it. */
    private static final Map<String, String> SECRETS = Map.of(
            "keyring", "PlatformSecretsKeyring",
            "admin-key", "PlatformSecretsAdminKey",
            "brain-bot", "PlatformSecretsBrainBot");

    private Resources() {}

    static String table(String name) {
        return ending(TABLES, name);
    }

    static String index(String table, String index) {
        return table(table) + "/index/" + index;
    }

    static String queue(String url) {
        return ending(QUEUES, url);
    }

    /** Those that functions make at run time keep their name, below the stage that permissions.txt was made for. */
    static String secret(String name) {
        String last = name.substring(name.lastIndexOf('/') + 1);
        String ofStack = SECRETS.get(last);
        return ofStack == null ? "secret:" + name.replaceFirst("^hooks/[^/]+/", "hooks/dev/") : ofStack;
    }

    private static String ending(Map<String, String> known, String name) {
        return known.entrySet().stream()
                .filter(one -> name.endsWith(one.getKey()))
                .map(Map.Entry::getValue)
                .findAny()
                .orElse(name);
    }
}
