package io.continuum.webhooks.local.secretsmanager;

import static java.util.Objects.requireNonNull;

import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.lambda.dynamodb.DynamoCiphertexts;
import io.continuum.webhooks.lambda.dynamodb.Tables;
import io.continuum.webhooks.lambda.secrets.KeyringSecret;
import io.continuum.webhooks.lambda.secrets.KeyringVault;
import io.continuum.webhooks.lambda.secrets.SecretStorage;
import io.continuum.webhooks.lambda.secrets.SecretsManagerVault;
import io.continuum.webhooks.lambda.secrets.TwoVaults;
import io.continuum.webhooks.local.aws.EmbeddedDynamoDb;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.SecretListEntry;

/** Both stores of secrets, real ones, with a keyring and one clock. Each vault that it gives is a process of its own. */
final class SecretStores implements AutoCloseable {
    static final String KEYRING = "hooks/test/keyring";
    private static final AtomicInteger MADE = new AtomicInteger();
    private static final EmbeddedDynamoDb DYNAMO = EmbeddedDynamoDb.inMemory();

    final LocalSecrets secrets = LocalSecrets.inMemory();
    final Tables tables = new Tables("Webhooks" + MADE.incrementAndGet(), "Deliveries" + MADE.get());
    final AtomicInteger keyringReads = new AtomicInteger();

    /** Whether nothing answers that is asked of Secrets Manager by a vault made here. */
    volatile boolean down;

    /** What passes until such a question has failed. */
    volatile Duration failsAfter = Duration.ZERO;

    private final SecretsManagerClient counting = (SecretsManagerClient) Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {SecretsManagerClient.class}, (_, method, arguments) -> {
                if (method.getName().equals("getSecretValue")) {
                    keyringReads.incrementAndGet();
                }
                if (down) {
                    secrets.advance(failsAfter);
                    throw SdkClientException.create("no route to host");
                }
                try {
                    return method.invoke(secrets.client(), arguments);
                } catch (InvocationTargetException e) {
                    throw e.getCause();
                }
            });

    SecretStores() {
        tables.createMissing(DYNAMO.client());
        secrets.create(KEYRING, keyring("k1", "k1"));
    }

    /** Returns a keyring; each key is made of its id. */
    static String keyring(String current, String... ids) {
        return Arrays.stream(ids)
                .map(id -> ",\"%s\":\"%s\"".formatted(id, (id + "-0123456789").repeat(5)))
                .collect(Collectors.joining("", "{\"current\":\"" + current + "\"", "}"));
    }

    void putKeyring(String text) {
        secrets.put(KEYRING, text);
    }

    DynamoDbClient dynamo() {
        return DYNAMO.client();
    }

    KeyringVault keyringVault() {
        return keyringVault(KEYRING);
    }

    private KeyringVault keyringVault(String id) {
        return new KeyringVault(
                new DynamoCiphertexts(dynamo(), tables, secrets::now),
                new KeyringSecret(counting, id, secrets::now),
                new SecureRandom());
    }

    TwoVaults vault(SecretStorage storage) {
        return new TwoVaults(storage, new SecretsManagerVault(counting, "test"), keyringVault());
    }

    /** Returns the vault of a process that is told of no keyring. */
    TwoVaults vaultWithoutKeyring(SecretStorage storage) {
        return new TwoVaults(storage, new SecretsManagerVault(counting, "test"), keyringVault(""));
    }

    /** Returns the items with ciphertexts of all webhooks. */
    List<Map<String, AttributeValue>> ciphertexts() {
        return dynamo().scan(request -> request.tableName(tables.webhooks()).consistentRead(true)).items().stream()
                .filter(item -> requireNonNull(item.get("sk")).s().startsWith("K#"))
                .toList();
    }

    /** Returns the only ciphertext of a webhook. */
    Map<String, AttributeValue> ciphertext(WebhookKey webhook) {
        return ciphertexts().stream()
                .filter(item -> requireNonNull(item.get("pk"))
                        .s()
                        .endsWith(webhook.webhook().random()))
                .findFirst()
                .orElseThrow();
    }

    /** Writes an item of the table of webhooks with some attributes changed. */
    void write(Map<String, AttributeValue> item, Map<String, AttributeValue> changes) {
        Map<String, AttributeValue> all = new HashMap<>(item);
        all.putAll(changes);
        dynamo().putItem(request -> request.tableName(tables.webhooks()).item(all));
    }

    /** Returns the names of webhooks' own secrets. */
    List<String> ownSecrets() {
        return secrets.client().listSecrets(request -> request.maxResults(100)).secretList().stream()
                .map(SecretListEntry::name)
                .filter(name -> name.contains("wh_"))
                .toList();
    }

    @Override
    public void close() {
        secrets.close();
        dynamo().deleteTable(request -> request.tableName(tables.webhooks()));
        dynamo().deleteTable(request -> request.tableName(tables.deliveries()));
    }
}
