package io.continuum.webhooks.local.secretsmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.continuum.webhooks.core.delivery.Status;
import io.continuum.webhooks.core.egress.HttpPost;
import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.maintenance.MoveSecrets;
import io.continuum.webhooks.core.signing.Secret;
import io.continuum.webhooks.core.signing.SecretForm;
import io.continuum.webhooks.core.signing.SecretVault;
import io.continuum.webhooks.core.signing.SwitchTime;
import io.continuum.webhooks.core.webhook.DeleteWebhook;
import io.continuum.webhooks.core.webhook.MoveSecret;
import io.continuum.webhooks.core.webhook.RotateSecret;
import io.continuum.webhooks.core.webhook.Rotation;
import io.continuum.webhooks.core.webhook.Webhook;
import io.continuum.webhooks.lambda.dynamodb.DynamoWebhookWalk;
import io.continuum.webhooks.lambda.secrets.SecretStorage;
import io.continuum.webhooks.lambda.secrets.TwoVaults;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a delivery function that is warm signs with while secrets change under it, in either store. */
class WarmDeliveriesTest {
    private static final String FIRST = "the-first-secret";
    private static final String SECOND = "the-second-secret";
    private static final String THIRD = "the-third-secret";
    private static final List<String> ALL = List.of(FIRST, SECOND, THIRD);
    private static final int WEBHOOKS = 4;

    private static SecretStorage other(SecretStorage storage) {
        return switch (storage) {
            case KEYRING -> SecretStorage.SECRETS_MANAGER;
            case SECRETS_MANAGER -> SecretStorage.KEYRING;
        };
    }

    private static void rotate(WarmWorld world, TwoVaults vault, WebhookKey key, Rotation rotation) {
        RotateSecret rotate = new RotateSecret(world.webhooks, vault, (_, _, _) -> {}, world.clock, new SecureRandom());
        rotate.rotate(world.current(key), rotation, OptionalLong.empty(), SecretForm.CONTINUUM);
    }

    private static Rotation to(String secret, Duration grace) {
        return new Rotation(grace, SwitchTime.NOW, Optional.of(new Secret(secret)));
    }

    /** Delivers an event and returns who signed it. */
    private static List<String> signers(WarmWorld world, WebhookKey key) {
        HttpPost post = world.deliver(key).sent().getFirst();
        List<String> signers = Signed.by(post, ALL);
        assertThat(Signed.standardSignatures(post)).isEqualTo(signers.size());
        return signers;
    }

    @ParameterizedTest
    @EnumSource(SecretStorage.class)
    void the_old_secret_signs_to_the_last_millisecond_of_the_overlap_and_not_beyond(SecretStorage storage) {
        try (WarmWorld world = new WarmWorld(storage)) {
            TwoVaults vault = world.stores.vault(storage);
            WebhookKey key = world.register(vault, 1, FIRST).key();
            assertThat(signers(world, key)).containsExactly(FIRST);

            rotate(world, vault, key, to(SECOND, Duration.ofHours(1)));
            assertThat(signers(world, key)).containsExactly(SECOND, FIRST);
            world.stores.secrets.advance(Duration.ofHours(1).minusMillis(1));
            assertThat(signers(world, key)).containsExactly(SECOND, FIRST);
            world.stores.secrets.advance(Duration.ofMillis(1));
            assertThat(signers(world, key)).containsExactly(SECOND);
        }
    }

    @ParameterizedTest
    @EnumSource(SecretStorage.class)
    void revoking_now_ends_every_older_secret_also_one_whose_overlap_was_promised(SecretStorage storage) {
        try (WarmWorld world = new WarmWorld(storage)) {
            TwoVaults vault = world.stores.vault(storage);
            WebhookKey key = world.register(vault, 1, FIRST).key();
            rotate(world, vault, key, to(SECOND, Duration.ofDays(7)));
            assertThat(signers(world, key)).containsExactly(SECOND, FIRST);

            rotate(world, vault, key, to(THIRD, Duration.ZERO));

            assertThat(signers(world, key)).containsExactly(THIRD);
        }
    }

    @ParameterizedTest
    @EnumSource(SecretStorage.class)
    void a_deleted_webhooks_secret_is_gone_and_signs_nothing_though_the_function_remembers_it(SecretStorage storage) {
        try (WarmWorld world = new WarmWorld(storage)) {
            TwoVaults vault = world.stores.vault(storage);
            WebhookKey key = world.register(vault, 1, FIRST).key();
            rotate(world, vault, key, to(SECOND, Duration.ofDays(1)));
            assertThat(signers(world, key)).containsExactly(SECOND, FIRST);
            Webhook last = world.current(key);

            new DeleteWebhook(world.webhooks, vault, (_, _, _) -> {}, world.clock).delete(last, OptionalLong.empty());

            WarmWorld.Outcome outcome = world.deliver(key);
            assertThat(outcome.sent()).isEmpty();
            assertThat(outcome.record().status()).isEqualTo(Status.CANCELLED);
            assertThat(world.stores.ciphertexts()).isEmpty();
            assertThat(world.stores.ownSecrets()).isEmpty();
            assertThatExceptionOfType(SecretVault.MissingSecret.class)
                    .isThrownBy(() -> vault.get(key, last.secret().version()));
        }
    }

    @ParameterizedTest
    @EnumSource(SecretStorage.class)
    void every_delivery_is_signed_while_all_secrets_move_there_and_back(SecretStorage from) throws Exception {
        try (WarmWorld world = new WarmWorld(from);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<WebhookKey> keys = new ArrayList<>();
            for (int i = 1; i <= WEBHOOKS; i++) {
                keys.add(world.register(world.stores.vault(from), i, FIRST).key());
            }
            for (SecretStorage aim : List.of(other(from), from)) {
                TwoVaults vault = world.stores.vault(aim);
                AtomicBoolean moved = new AtomicBoolean();
                Future<Integer> deliveries = threads.submit(() -> deliverUntil(moved, world, keys));
                try {
                    moves(world, vault).run(world.clock.instant().plusSeconds(60));
                } finally {
                    moved.set(true);
                }
                assertThat(deliveries.get()).isGreaterThanOrEqualTo(WEBHOOKS);

                // What the tick does five minutes later: the copy that is not named goes.
                world.stores.secrets.advance(Duration.ofMinutes(5));
                keys.forEach(key -> vault.retain(
                        key,
                        world.current(key).secret().version(),
                        world.clock.instant().minus(Duration.ofMinutes(2))));
                for (WebhookKey key : keys) {
                    assertThat(vault.isHome(world.current(key).secret().version()))
                            .isTrue();
                    assertThat(signers(world, key)).containsExactly(FIRST);
                    assertThat(world.deliverCold(key, vault).record().status()).isEqualTo(Status.SUCCESS);
                }
            }
        }
    }

    /** Delivers to one webhook after the other, each once at least, and returns how many deliveries were signed. */
    private static int deliverUntil(AtomicBoolean moved, WarmWorld world, List<WebhookKey> keys) {
        int signed = 0;
        while (signed < keys.size() || !moved.get()) {
            WarmWorld.Outcome outcome = world.deliver(keys.get(signed % keys.size()));
            assertThat(outcome.record().status()).isEqualTo(Status.SUCCESS);
            assertThat(Signed.by(outcome.sent().getFirst(), ALL)).containsExactly(FIRST);
            signed++;
        }
        return signed;
    }

    private static MoveSecrets moves(WarmWorld world, TwoVaults vault) {
        return new MoveSecrets(
                new DynamoWebhookWalk(world.stores.dynamo(), world.stores.tables),
                vault,
                new MoveSecret(world.webhooks, vault, (_, _, _) -> {}, world.clock, new SecureRandom()),
                (_, _, _) -> {},
                world.clock);
    }
}
