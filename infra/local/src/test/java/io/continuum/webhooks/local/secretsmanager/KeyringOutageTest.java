package io.continuum.webhooks.local.secretsmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.continuum.webhooks.core.fake.Deliveries;
import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.problem.Unavailable;
import io.continuum.webhooks.core.signing.Credentials;
import io.continuum.webhooks.core.signing.Secret;
import io.continuum.webhooks.lambda.secrets.KeyringVault;
import io.continuum.webhooks.lambda.secrets.SecretStorage;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The keyring while Secrets Manager does not answer, or answers nonsense (T46). */
class KeyringOutageTest {
    private static final Credentials CREDENTIALS = Credentials.of(new Secret("a-secret-for-tests"));

    private final SecretStores stores = new SecretStores();
    private final KeyringVault warm = stores.keyringVault();
    private final String version = warm.newVersion(new Random(1));
    private final WebhookKey webhook = Deliveries.freshWebhook();

    @BeforeEach
    void warm_up() {
        warm.put(webhook, version, CREDENTIALS);
    }

    @AfterEach
    void close() {
        stores.close();
    }

    private void secretsManagerBreaks() {
        stores.down = true;
    }

    @Test
    @Tag("T46")
    void l18_t46_warm_what_is_remembered_is_used_for_a_day() {
        secretsManagerBreaks();
        WebhookKey other = Deliveries.freshWebhook();
        for (int hour = 0; hour < 24; hour++) {
            assertThat(warm.get(webhook, version)).as("hour " + hour).isEqualTo(CREDENTIALS);
            stores.secrets.advance(Duration.ofHours(1).minusNanos(1));
        }
        warm.put(other, version, CREDENTIALS);
        assertThat(warm.get(other, version)).isEqualTo(CREDENTIALS);

        stores.secrets.advance(Duration.ofSeconds(1));
        assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> warm.get(webhook, version));
    }

    @Test
    @Tag("T46")
    void l18_t46_cold_nothing_can_be_read_and_nothing_is_taken_for_lost() {
        secretsManagerBreaks();

        assertThatExceptionOfType(Unavailable.class)
                .isThrownBy(() -> stores.keyringVault().get(webhook, version));
    }

    @Test
    void a_key_that_may_be_new_is_not_taken_for_lost_while_nobody_can_tell() {
        stores.putKeyring(SecretStores.keyring("k2", "k1", "k2"));
        WebhookKey second = Deliveries.freshWebhook();
        stores.keyringVault().put(second, version, CREDENTIALS);
        secretsManagerBreaks();

        assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> warm.get(second, version));
    }

    @Test
    void while_it_is_down_it_is_asked_twice_a_minute() {
        secretsManagerBreaks();
        stores.secrets.advance(Duration.ofMinutes(5));
        int before = stores.keyringReads.get();
        for (int i = 0; i < 60; i++) {
            warm.get(webhook, version);
            stores.secrets.advance(Duration.ofSeconds(1));
        }

        assertThat(stores.keyringReads.get() - before).isEqualTo(2);
    }

    private int readsInAMinuteOf(Runnable failing) {
        int before = stores.keyringReads.get();
        for (int i = 0; i < 60; i++) {
            assertThatExceptionOfType(Unavailable.class).isThrownBy(failing::run);
            stores.secrets.advance(Duration.ofSeconds(1));
        }
        return stores.keyringReads.get() - before;
    }

    @Test
    void while_it_is_down_a_cold_process_asks_every_other_second() {
        secretsManagerBreaks();
        KeyringVault cold = stores.keyringVault();

        assertThat(readsInAMinuteOf(() -> cold.get(webhook, version))).isEqualTo(30);
    }

    @Test
    void a_cold_process_whose_first_question_fails_signs_two_seconds_later() {
        secretsManagerBreaks();
        KeyringVault cold = stores.keyringVault();
        assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> cold.get(webhook, version));
        stores.down = false;

        stores.secrets.advance(Duration.ofSeconds(2).minusNanos(1));
        assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> cold.get(webhook, version));
        stores.secrets.advance(Duration.ofNanos(1));
        assertThat(cold.get(webhook, version)).isEqualTo(CREDENTIALS);
    }

    @Test
    void the_pause_begins_when_a_question_failed_however_long_that_took() {
        secretsManagerBreaks();
        stores.failsAfter = Duration.ofSeconds(5);
        KeyringVault cold = stores.keyringVault();
        int before = stores.keyringReads.get();

        for (int i = 0; i < 10; i++) {
            assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> cold.get(webhook, version));
        }

        assertThat(stores.keyringReads.get() - before).isEqualTo(1);
    }

    @Test
    void while_it_is_down_keys_that_may_be_new_are_asked_for_twice_a_minute_together() {
        stores.putKeyring(SecretStores.keyring("k2", "k1", "k2"));
        WebhookKey second = Deliveries.freshWebhook();
        stores.keyringVault().put(second, version, CREDENTIALS);
        stores.putKeyring(SecretStores.keyring("k3", "k1", "k2", "k3"));
        WebhookKey third = Deliveries.freshWebhook();
        stores.keyringVault().put(third, version, CREDENTIALS);
        secretsManagerBreaks();

        assertThat(readsInAMinuteOf(() -> {
                    assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> warm.get(second, version));
                    warm.get(third, version);
                }))
                .isEqualTo(2);
    }

    @Test
    void a_keyring_that_cannot_be_read_is_asked_for_every_other_second_while_nothing_is_held() {
        stores.putKeyring("{}");
        KeyringVault cold = stores.keyringVault();

        assertThat(readsInAMinuteOf(() -> cold.get(webhook, version))).isEqualTo(30);
    }

    @Test
    void once_it_answers_nothing_waits_any_more() {
        secretsManagerBreaks();
        KeyringVault cold = stores.keyringVault();
        assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> cold.get(webhook, version));
        stores.down = false;
        stores.secrets.advance(Duration.ofSeconds(2));

        assertThat(cold.get(webhook, version)).isEqualTo(CREDENTIALS);
        stores.putKeyring(SecretStores.keyring("k2", "k1", "k2"));
        WebhookKey second = Deliveries.freshWebhook();
        stores.keyringVault().put(second, version, CREDENTIALS);
        assertThat(cold.get(second, version)).isEqualTo(CREDENTIALS);
    }

    @Test
    void a_keyring_that_cannot_be_read_is_an_outage_that_shows_nothing() {
        stores.putKeyring("{\"current\":\"k1\",\"k1\":\"too-short-to-be-a-key\"}");
        stores.secrets.advance(Duration.ofMinutes(5));

        assertThat(warm.get(webhook, version)).isEqualTo(CREDENTIALS);
        assertThatExceptionOfType(Unavailable.class)
                .isThrownBy(() -> stores.keyringVault().get(webhook, version))
                .withMessageNotContaining("too-short")
                .withNoCause();
    }

    @Test
    void without_a_keyring_what_is_under_one_is_not_lost() {
        assertThatExceptionOfType(Unavailable.class)
                .isThrownBy(() -> stores.vaultWithoutKeyring(SecretStorage.SECRETS_MANAGER)
                        .get(webhook, version))
                .withMessageContaining("KEYRING_SECRET");
    }
}
