package io.continuum.webhooks.local.secretsmanager;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.continuum.webhooks.core.contract.SecretVaultContract;
import io.continuum.webhooks.core.fake.Deliveries;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.signing.Credentials;
import io.continuum.webhooks.core.signing.Secret;
import io.continuum.webhooks.core.signing.SecretVault;
import io.continuum.webhooks.core.signing.SecretVault.MissingSecret;
import io.continuum.webhooks.lambda.secrets.KeyringVault;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The keyring's vault over a real table and a real Secrets Manager. */
class KeyringVaultTest extends SecretVaultContract {
    private static final Credentials CREDENTIALS = Credentials.of(new Secret("whs_never-to-be-seen"));

    private final SecretStores stores = new SecretStores();
    private final KeyringVault vault = stores.keyringVault();
    private final String version = vault.newVersion(new Random(1));
    private final WebhookKey webhook = Deliveries.freshWebhook();

    @AfterEach
    void close() {
        stores.close();
    }

    @Override
    protected SecretVault vault() {
        return stores.keyringVault();
    }

    private void assertRefused(WebhookKey key, String named) {
        assertThatExceptionOfType(MissingSecret.class).isThrownBy(() -> vault.get(key, named));
    }

    @Test
    void the_table_shows_no_credentials_and_the_same_ones_differ_each_time() {
        vault.put(webhook, version, CREDENTIALS);
        vault.put(Deliveries.webhookOf(webhook.tenant()), version, CREDENTIALS);

        assertThat(stores.ciphertexts())
                .hasSize(2)
                .allSatisfy(item -> {
                    byte[] sealed = Base64.getDecoder()
                            .decode(requireNonNull(item.get("sealed")).s());
                    assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("never-to-be-seen");
                    assertThat(item.toString()).doesNotContain("never-to-be-seen");
                })
                .extracting(item -> item.get("sealed"))
                .doesNotHaveDuplicates();
    }

    @Test
    void a_ciphertext_with_any_byte_changed_is_refused() {
        vault.put(webhook, version, CREDENTIALS);
        Map<String, AttributeValue> item = stores.ciphertext(webhook);
        byte[] sealed =
                Base64.getDecoder().decode(requireNonNull(item.get("sealed")).s());
        for (int i = 0; i < sealed.length; i += 7) {
            byte[] tampered = sealed.clone();
            tampered[i] ^= 1;
            stores.write(
                    item,
                    Map.of("sealed", AttributeValue.fromS(Base64.getEncoder().encodeToString(tampered))));

            assertRefused(webhook, version);
        }
        stores.write(item, Map.of("sealed", AttributeValue.fromS("AAAA")));
        assertRefused(webhook, version);
        stores.write(item, Map.of("sealed", AttributeValue.fromS("not base64")));
        assertRefused(webhook, version);
        stores.write(item, Map.of());
        assertThat(vault.get(webhook, version)).isEqualTo(CREDENTIALS);
    }

    @Test
    void a_ciphertext_in_the_place_of_another_webhook_is_refused() {
        WebhookKey sibling = Deliveries.webhookOf(webhook.tenant());
        WebhookKey stranger = new WebhookKey(new TenantId("stranger"), webhook.webhook());
        vault.put(webhook, version, CREDENTIALS);
        for (WebhookKey other : List.of(sibling, stranger)) {
            String pk = "T#" + other.tenant() + "#W#" + other.webhook().random();
            stores.write(stores.ciphertext(webhook), Map.of("pk", AttributeValue.fromS(pk)));

            assertRefused(other, version);
        }
    }

    @Test
    void a_ciphertext_in_the_place_of_another_version_is_refused() {
        String newer = vault.newVersion(new Random(2));
        vault.put(webhook, version, CREDENTIALS);
        stores.write(stores.ciphertext(webhook), Map.of("sk", AttributeValue.fromS("K#" + newer)));

        assertRefused(webhook, newer);
    }

    @Test
    void t47_a_key_that_the_keyring_lacks_is_a_missing_secret_and_is_asked_for_once_in_half_a_minute() {
        vault.put(webhook, version, CREDENTIALS);
        stores.write(stores.ciphertext(webhook), Map.of("kid", AttributeValue.fromS("lost")));
        int before = stores.keyringReads.get();

        assertRefused(webhook, version);
        assertRefused(webhook, version);
        assertThat(stores.keyringReads.get() - before).isEqualTo(1);

        stores.secrets.advance(Duration.ofSeconds(30));
        assertRefused(webhook, version);
        assertThat(stores.keyringReads.get() - before).isEqualTo(2);
    }

    @Test
    void a_new_key_is_used_by_readers_at_once_and_by_writers_within_five_minutes() {
        KeyringVault reader = stores.keyringVault();
        vault.put(webhook, version, CREDENTIALS);
        reader.get(webhook, version);
        stores.putKeyring(SecretStores.keyring("k2", "k1", "k2"));

        WebhookKey second = Deliveries.freshWebhook();
        stores.keyringVault().put(second, version, CREDENTIALS);
        assertThat(requireNonNull(stores.ciphertext(second).get("kid")).s()).isEqualTo("k2");
        assertThat(reader.get(second, version)).isEqualTo(CREDENTIALS);
        assertThat(reader.get(webhook, version)).isEqualTo(CREDENTIALS);

        stores.secrets.advance(Duration.ofMinutes(5));
        WebhookKey third = Deliveries.freshWebhook();
        vault.put(third, version, CREDENTIALS);
        assertThat(requireNonNull(stores.ciphertext(third).get("kid")).s()).isEqualTo("k2");
    }
}
