package io.continuum.webhooks.local.secretsmanager;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.continuum.webhooks.core.fake.Webhooks;
import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.maintenance.MovePass;
import io.continuum.webhooks.core.maintenance.MoveSecrets;
import io.continuum.webhooks.core.problem.Unavailable;
import io.continuum.webhooks.core.signing.Credentials;
import io.continuum.webhooks.core.signing.Secret;
import io.continuum.webhooks.core.signing.SecretVault;
import io.continuum.webhooks.core.webhook.DeleteWebhook;
import io.continuum.webhooks.core.webhook.MoveSecret;
import io.continuum.webhooks.core.webhook.Webhook;
import io.continuum.webhooks.core.webhook.WebhookStore;
import io.continuum.webhooks.lambda.dynamodb.DynamoWebhookStore;
import io.continuum.webhooks.lambda.dynamodb.DynamoWebhookWalk;
import io.continuum.webhooks.lambda.secrets.SecretStorage;
import io.continuum.webhooks.lambda.secrets.TwoVaults;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Secrets on their way to the other store or to a new key, over real tables and a real Secrets Manager. */
class MoveSecretsTest {
    private static final int WEBHOOKS = 5;

    private final SecretStores stores = new SecretStores();
    private final WebhookStore webhooks = new DynamoWebhookStore(stores.dynamo(), stores.tables, stores.secrets::now);
    private final List<String> journal = new ArrayList<>();
    private final Random random = new Random(1);

    @AfterEach
    void close() {
        stores.close();
    }

    private static SecretStorage other(SecretStorage storage) {
        return switch (storage) {
            case KEYRING -> SecretStorage.SECRETS_MANAGER;
            case SECRETS_MANAGER -> SecretStorage.KEYRING;
        };
    }

    private static Credentials credentials(int number) {
        return Credentials.of(new Secret("the-secret-of-webhook-" + number));
    }

    private List<WebhookKey> registered(TwoVaults vault) {
        List<WebhookKey> made = new ArrayList<>();
        for (int i = 1; i <= WEBHOOKS; i++) {
            Webhook plain = Webhooks.valid().tenant("t" + i % 2).number(i).build();
            String version = vault.newVersion(random);
            Webhook webhook = new Webhook(
                    plain.key(),
                    1,
                    null,
                    plain.settings(),
                    true,
                    null,
                    Webhook.SecretRef.of(version, credentials(i)),
                    plain.createdAt(),
                    plain.updatedAt());
            vault.put(webhook.key(), version, credentials(i));
            webhooks.create(webhook, 100);
            made.add(webhook.key());
        }
        return made;
    }

    private MoveSecrets moves(TwoVaults vault, SecretVault writing) {
        return new MoveSecrets(
                new DynamoWebhookWalk(stores.dynamo(), stores.tables),
                vault,
                new MoveSecret(webhooks, writing, (_, event, _) -> journal.add(event), stores.secrets::now, random),
                (_, event, _) -> journal.add(event),
                stores.secrets::now);
    }

    private void run(MoveSecrets moves) {
        moves.run(stores.secrets.now().plusSeconds(60));
    }

    private MovePass pass() {
        return new DynamoWebhookWalk(stores.dynamo(), stores.tables).pass().orElseThrow();
    }

    private Webhook current(WebhookKey key) {
        return webhooks.find(key).orElseThrow();
    }

    /** What the tick does with an announcement once its time has come. */
    private void tidy(TwoVaults vault, List<WebhookKey> keys) {
        stores.secrets.advance(Duration.ofMinutes(5));
        Instant before = stores.secrets.now().minus(Duration.ofMinutes(2));
        keys.forEach(key -> vault.retain(key, current(key).secret().version(), before));
    }

    private void assertAllSignWith(TwoVaults vault, List<WebhookKey> keys) {
        for (int i = 1; i <= WEBHOOKS; i++) {
            WebhookKey key = keys.get(i - 1);
            assertThat(vault.get(key, current(key).secret().version())).isEqualTo(credentials(i));
        }
    }

    private void assertOnlyIn(SecretStorage storage) {
        boolean keyring = storage == SecretStorage.KEYRING;
        assertThat(stores.ciphertexts()).hasSize(keyring ? WEBHOOKS : 0);
        assertThat(stores.ownSecrets()).hasSize(keyring ? 0 : WEBHOOKS);
    }

    @ParameterizedTest
    @EnumSource(SecretStorage.class)
    void all_secrets_move_to_the_other_store_and_leave_nothing_behind(SecretStorage from) {
        List<WebhookKey> keys = registered(stores.vault(from));
        TwoVaults vault = stores.vault(other(from));
        run(moves(vault, vault));
        assertAllSignWith(vault, keys);
        assertAllSignWith(stores.vault(from), keys);

        tidy(vault, keys);

        assertAllSignWith(vault, keys);
        assertOnlyIn(other(from));
        assertThat(current(keys.getFirst()).updatedAt())
                .as("the tenant changed nothing")
                .isEqualTo(Webhooks.valid().tenant("t1").number(1).build().updatedAt());
    }

    @ParameterizedTest
    @EnumSource(SecretStorage.class)
    void a_run_that_dies_with_the_new_copy_made_and_not_named_loses_nothing(SecretStorage from) {
        List<WebhookKey> keys = registered(stores.vault(from));
        TwoVaults vault = stores.vault(other(from));
        assertThatThrownBy(() -> run(moves(vault, new DyingVault(vault, 3)))).isInstanceOf(Killed.class);
        assertAllSignWith(vault, keys);

        // The announcement of the one that died is due before the next run in the first case, after it in the second.
        tidy(vault, keys);
        assertThat(stores.ciphertexts().size() + stores.ownSecrets().size()).isEqualTo(WEBHOOKS);
        assertAllSignWith(vault, keys);
        run(moves(vault, vault));
        tidy(vault, keys);

        assertAllSignWith(vault, keys);
        assertOnlyIn(other(from));
    }

    @Test
    void what_was_just_stored_is_never_tidied_away() {
        TwoVaults vault = stores.vault(SecretStorage.KEYRING);
        WebhookKey key = registered(stores.vault(SecretStorage.SECRETS_MANAGER)).getFirst();
        String coming = vault.newVersion(random);
        stores.secrets.advance(Duration.ofHours(1));
        vault.put(key, coming, credentials(9));

        Instant before = stores.secrets.now().minus(Duration.ofMinutes(2));
        vault.retain(key, current(key).secret().version(), before);

        assertThat(vault.get(key, coming)).isEqualTo(credentials(9));
        assertThat(vault.get(key, current(key).secret().version())).isEqualTo(credentials(1));
    }

    @Test
    void it_is_done_when_a_pass_that_began_after_all_deployments_found_nothing_to_move() {
        TwoVaults vault = stores.vault(SecretStorage.KEYRING);
        List<WebhookKey> keys = registered(stores.vault(SecretStorage.SECRETS_MANAGER));
        run(moves(vault, vault));
        assertThat(pass().done()).isFalse();

        Webhook late = current(keys.getFirst());
        TwoVaults old = stores.vault(SecretStorage.SECRETS_MANAGER);
        new MoveSecret(webhooks, old, (_, _, _) -> {}, stores.secrets::now, random).move(late, old);
        run(moves(vault, vault));
        assertThat(vault.isHome(current(keys.getFirst()).secret().version()))
                .as("the next pass is not due yet")
                .isFalse();

        stores.secrets.advance(MovePass.SETTLING);
        run(moves(vault, vault));
        assertThat(vault.isHome(current(keys.getFirst()).secret().version())).isTrue();
        assertThat(pass().done()).as("it found one").isFalse();

        stores.secrets.advance(MovePass.SETTLING);
        run(moves(vault, vault));
        assertThat(pass().done()).isTrue();
        assertThat(journal).contains("secrets.moved");
        assertAllSignWith(vault, keys);
    }

    @Test
    void a_new_key_encrypts_everything_anew_and_the_old_one_can_go() {
        TwoVaults vault = stores.vault(SecretStorage.KEYRING);
        List<WebhookKey> keys = registered(vault);
        List<Long> versions = keys.stream().map(key -> current(key).version()).toList();
        stores.putKeyring(SecretStores.keyring("k2", "k1", "k2"));
        stores.secrets.advance(Duration.ofMinutes(5));
        run(moves(vault, vault));
        stores.secrets.advance(MovePass.SETTLING);
        run(moves(vault, vault));

        assertThat(pass().done()).isTrue();
        assertThat(pass().aim()).isEqualTo("keyring k2");
        assertThat(stores.ciphertexts())
                .extracting(item -> requireNonNull(item.get("kid")).s())
                .containsOnly("k2");
        assertThat(keys.stream().map(key -> current(key).version()))
                .as("credentials stay as they are, so do the webhooks")
                .isEqualTo(versions);
        stores.putKeyring(SecretStores.keyring("k2", "k2"));
        assertAllSignWith(stores.vault(SecretStorage.KEYRING), keys);
    }

    @Test
    void reading_for_a_delivery_never_writes() {
        TwoVaults vault = stores.vault(SecretStorage.KEYRING);
        List<WebhookKey> keys = registered(vault);
        List<Map<String, AttributeValue>> before = stores.ciphertexts();
        stores.putKeyring(SecretStores.keyring("k2", "k1", "k2"));
        assertAllSignWith(stores.vault(SecretStorage.KEYRING), keys);

        assertThat(stores.ciphertexts()).containsExactlyInAnyOrderElementsOf(before);
    }

    @Test
    void one_that_cannot_be_read_keeps_nobody_else_from_moving() {
        List<WebhookKey> keys = registered(stores.vault(SecretStorage.SECRETS_MANAGER));
        TwoVaults vault = stores.vault(SecretStorage.KEYRING);
        vault.delete(keys.get(2));
        run(moves(vault, vault));

        assertThat(stores.ciphertexts()).hasSize(WEBHOOKS - 1);
        assertThat(journal).contains("webhook.secret_missing");
    }

    @Test
    void one_whose_key_is_lost_keeps_nobody_else_from_being_renewed() {
        TwoVaults vault = stores.vault(SecretStorage.KEYRING);
        WebhookKey lost = registered(vault).get(2);
        stores.write(stores.ciphertext(lost), Map.of("kid", AttributeValue.fromS("lost")));
        stores.putKeyring(SecretStores.keyring("k2", "k1", "k2"));
        TwoVaults later = stores.vault(SecretStorage.KEYRING);
        run(moves(later, later));

        assertThat(stores.ciphertexts())
                .map(item -> requireNonNull(item.get("kid")).s())
                .containsOnly("k2", "lost")
                .filteredOn(key -> key.equals("k2"))
                .hasSize(WEBHOOKS - 1);
        assertThat(journal).containsOnlyOnce("webhook.secret_missing");
    }

    @Test
    void an_outage_ends_the_run_and_the_next_one_goes_on() {
        List<WebhookKey> keys = registered(stores.vault(SecretStorage.SECRETS_MANAGER));
        TwoVaults vault = stores.vault(SecretStorage.KEYRING);
        stores.down = true;
        assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> run(moves(vault, vault)));
        stores.down = false;
        // The keyring is not asked for again at once.
        stores.secrets.advance(Duration.ofSeconds(30));
        run(moves(vault, vault));

        assertAllSignWith(vault, keys);
        assertThat(stores.ciphertexts()).hasSize(WEBHOOKS);
    }

    @ParameterizedTest
    @EnumSource(SecretStorage.class)
    void a_deleted_webhook_leaves_no_ciphertext_and_no_secret_even_in_the_middle_of_a_move(SecretStorage from) {
        List<WebhookKey> keys = registered(stores.vault(from));
        TwoVaults vault = stores.vault(other(from));
        run(moves(vault, vault));
        DeleteWebhook delete = new DeleteWebhook(webhooks, vault, (_, _, _) -> {}, stores.secrets::now);
        keys.forEach(key -> delete.delete(current(key), OptionalLong.empty()));

        assertThat(stores.ciphertexts()).isEmpty();
        assertThat(stores.ownSecrets()).isEmpty();
    }

    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** A process that is killed right after it stored a version, before the configuration names it. */
    private static final class DyingVault implements SecretVault {
        private final TwoVaults vault;
        private int left;

        DyingVault(TwoVaults vault, int left) {
            this.vault = vault;
            this.left = left;
        }

        @Override
        public String newVersion(RandomGenerator generator) {
            return vault.newVersion(generator);
        }

        @Override
        public void put(WebhookKey webhook, String version, Credentials credentials) {
            vault.put(webhook, version, credentials);
            left--;
            if (left == 0) {
                throw new Killed();
            }
        }

        @Override
        public Credentials get(WebhookKey webhook, String version) {
            return vault.get(webhook, version);
        }

        @Override
        public void delete(WebhookKey webhook) {
            vault.delete(webhook);
        }
    }
}
