package io.continuum.webhooks.core.signing;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.fake.Deliveries;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.id.WebhookId;
import io.continuum.webhooks.core.id.WebhookKey;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyringTest {
    private static final String ONE = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ";
    private static final String TWO = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFG";
    private static final String VERSION = "kr-0198c5f2-aaaa-4000-8000-000000000001";

    /** Made by Python's cryptography 48 (HKDF of RFC 5869, AES-GCM) with a nonce of the bytes 0 to 11. */
    private static final String STORED = "AAECAwQFBgcICQoLCaM8DokdWZQcmIr7wd47vU+JO+uWCyU=";

    private final WebhookKey webhook = Deliveries.freshWebhook();

    private static Keyring keyring(String text) {
        return Keyring.parse(text).orElseThrow();
    }

    private static String one(String id) {
        return "{\"current\":\"%s\",\"%s\":\"%s\"}".formatted(id, id, ONE);
    }

    @Test
    void what_a_deployment_generates_is_a_keyring() {
        // SecretStringGenerator: template {"current":"k1"}, key "k1", 43 characters without punctuation.
        Keyring keyring = keyring("{\"current\":\"k1\",\"k1\":\"" + ONE + "\"}");

        assertThat(keyring.current()).isEqualTo("k1");
        assertThat(keyring.has("k1")).isTrue();
        assertThat(keyring.has("current")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not JSON",
                "[]",
                "\"" + ONE + "\"",
                "{}",
                "{\"current\":\"k1\"}",
                "{\"k1\":\"" + ONE + "\"}",
                "{\"current\":\"k2\",\"k1\":\"" + ONE + "\"}",
                "{\"current\":\"current\"}",
                "{\"current\":\"k1\",\"k1\":\"short\"}",
                "{\"current\":\"k1\",\"k1\":\"" + ONE + "\",\"k2\":\"short\"}",
                "{\"current\":\"k1\",\"k1\":\"" + ONE + "\",\"k2\":7}",
                "{\"current\":\"k 1\",\"k 1\":\"" + ONE + "\"}",
                "{\"current\":\"k1\",\"k1\":\"" + ONE + "\",\"k1\":\"" + TWO + "\"}"
            })
    void anything_else_is_none(String text) {
        assertThat(Keyring.parse(text)).isEmpty();
    }

    @Test
    void what_is_sealed_opens_in_its_place_only() {
        Keyring keyring = keyring(one("k1"));
        Sealed sealed = keyring.seal(webhook, VERSION, "caf\u00e9 \ud83d\ude00", new Random(1));

        assertThat(sealed.keyId()).isEqualTo("k1");
        assertThat(keyring(one("k1")).open(webhook, VERSION, sealed)).contains("caf\u00e9 \ud83d\ude00");
        assertThat(keyring.open(webhook, VERSION + "2", sealed)).isEmpty();
        assertThat(keyring.open(Deliveries.webhookOf(webhook.tenant()), VERSION, sealed))
                .isEmpty();
    }

    @Test
    void an_older_key_opens_and_the_current_one_seals() {
        Sealed old = keyring(one("k1")).seal(webhook, VERSION, "text", new Random(1));
        Keyring both = keyring("{\"current\":\"k2\",\"k1\":\"" + ONE + "\",\"k2\":\"" + TWO + "\"}");

        assertThat(both.open(webhook, VERSION, old)).contains("text");
        assertThat(both.seal(webhook, VERSION, "text", new Random(1)).keyId()).isEqualTo("k2");
    }

    @Test
    void another_key_of_the_same_name_opens_nothing() {
        Sealed sealed = keyring(one("k1")).seal(webhook, VERSION, "text", new Random(1));

        assertThat(keyring("{\"current\":\"k1\",\"k1\":\"" + TWO + "\"}").open(webhook, VERSION, sealed))
                .isEmpty();
        assertThat(keyring(one("k3")).open(webhook, VERSION, sealed)).isEmpty();
        assertThat(keyring(one("k3")).open(webhook, VERSION, new Sealed("k3", sealed.text())))
                .as("the same characters under another name are another key")
                .isEmpty();
    }

    /** Written down once: what is stored must open for as long as there is data. */
    @Test
    void the_form_of_what_is_stored_never_changes() {
        WebhookKey key = new WebhookKey(new TenantId("acme"), new WebhookId("01jc00000000000000000000ab"));
        Sealed stored = new Sealed("k1", STORED);

        assertThat(keyring(one("k1")).open(key, VERSION, stored)).contains("{\"v\":2}");
    }

    @Test
    void it_never_shows_itself() {
        assertThat(keyring(one("k1")).toString()).doesNotContain(ONE).isEqualTo("Keyring[1 keys, current k1]");
    }
}
