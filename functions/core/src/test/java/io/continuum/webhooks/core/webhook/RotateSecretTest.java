package io.continuum.webhooks.core.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.continuum.webhooks.core.fake.InMemoryConfiguration;
import io.continuum.webhooks.core.fake.InMemoryVault;
import io.continuum.webhooks.core.fake.MutableClock;
import io.continuum.webhooks.core.fake.OvertakenVault;
import io.continuum.webhooks.core.fake.Webhooks;
import io.continuum.webhooks.core.format.BrainBotFormat;
import io.continuum.webhooks.core.format.StandardFormat;
import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.maintenance.WakeIndex;
import io.continuum.webhooks.core.problem.ErrorCode;
import io.continuum.webhooks.core.problem.FieldError;
import io.continuum.webhooks.core.problem.Refusal;
import io.continuum.webhooks.core.problem.Result;
import io.continuum.webhooks.core.problem.Unavailable;
import io.continuum.webhooks.core.signing.Credentials;
import io.continuum.webhooks.core.signing.Credentials.Signing;
import io.continuum.webhooks.core.signing.Secret;
import io.continuum.webhooks.core.signing.SecretForm;
import io.continuum.webhooks.core.signing.SecretVault;
import io.continuum.webhooks.core.signing.SignatureScheme;
import io.continuum.webhooks.core.signing.SwitchTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RotateSecretTest {
    private static final Secret OLD = new Secret("the-old-secret-of-a-webhook");
    private static final Duration DAY = Duration.ofDays(1);
    private static final Rotation USUAL = new Rotation(DAY, SwitchTime.NOW, Optional.empty());

    private final MutableClock clock = new MutableClock(Webhooks.EPOCH.plusSeconds(60));
    private final InMemoryConfiguration configuration = new InMemoryConfiguration();
    private final WebhookStore webhooks = configuration.webhookStore(clock);
    private final InMemoryVault vault = new InMemoryVault();
    private final List<String> journal = new ArrayList<>();
    private final RotateSecret rotate = new RotateSecret(
            webhooks,
            vault,
            (level, event, fields) -> journal.add(level + " " + event + " " + fields),
            clock,
            new Random(1));

    @Test
    void the_new_version_is_in_the_vault_and_the_configuration_names_it() {
        Webhook before = made(Webhooks.valid().build(), Credentials.of(OLD));

        RegisterWebhook.Registered rotated = done(before, USUAL);

        Webhook stored = webhooks.find(before.key()).orElseThrow();
        assertThat(rotated.webhook()).isEqualTo(stored);
        assertThat(stored.version()).isEqualTo(2);
        assertThat(stored.settings()).isEqualTo(before.settings());
        assertThat(stored.secret().lastFour()).isEqualTo(rotated.secret().ending());
        assertThat(secrets(stored)).containsExactly(rotated.secret(), OLD);
        assertThat(vault.get(before.key(), before.secret().version())).isEqualTo(Credentials.of(OLD));
        assertThat(journal)
                .singleElement()
                .asString()
                .startsWith("INFO webhook.secret_rotated")
                .doesNotContain("whs_");
    }

    @Test
    void a_secret_is_made_in_the_form_asked_for_or_taken_as_given() {
        Webhook before = made(Webhooks.valid().build(), Credentials.of(OLD));
        Secret given = new Secret("given by the tenant itself");

        RegisterWebhook.Registered standard =
                ok(rotate.rotate(before, USUAL, OptionalLong.empty(), SecretForm.STANDARD));
        RegisterWebhook.Registered own =
                done(standard.webhook(), new Rotation(DAY, SwitchTime.NOW, Optional.of(given)));

        assertThat(standard.secret().value()).startsWith("whsec_");
        assertThat(own.secret()).isEqualTo(given);
    }

    @Test
    void a_change_that_comes_between_is_kept_and_the_rotation_happens_after_it() {
        Webhook before = made(Webhooks.valid().build(), Credentials.of(OLD));
        Webhook disabled = before.disabled("gone", clock.instant());
        webhooks.update(before, disabled, false);

        RegisterWebhook.Registered rotated = done(before, USUAL);

        assertThat(rotated.webhook().active()).isFalse();
        assertThat(rotated.webhook().version()).isEqualTo(3);
    }

    @Test
    void two_rotations_of_the_same_version_leave_both_new_secrets_valid() {
        Webhook before = made(Webhooks.valid().build(), Credentials.of(OLD));

        Secret first = done(before, USUAL).secret();
        RegisterWebhook.Registered second = done(before, USUAL);

        assertThat(secrets(second.webhook())).containsExactly(second.secret(), first, OLD);
    }

    @Test
    void another_version_than_the_one_that_was_seen_is_not_rotated() {
        Webhook before = made(Webhooks.valid().build(), Credentials.of(OLD));
        webhooks.update(before, before.disabled("gone", clock.instant()), false);

        assertThat(refused(rotate.rotate(before, USUAL, OptionalLong.of(1), SecretForm.CONTINUUM))
                        .code())
                .isEqualTo(ErrorCode.ETAG_MISMATCH);
        assertThat(webhooks.find(before.key()).orElseThrow().secret()).isEqualTo(before.secret());
    }

    @Test
    void a_deleted_webhook_is_not_found() {
        Webhook before = made(Webhooks.valid().build(), Credentials.of(OLD));
        webhooks.delete(before);

        assertThat(refused(rotate(before, USUAL)).code()).isEqualTo(ErrorCode.NOT_FOUND);
    }

    @Test
    void a_sixth_valid_secret_is_a_conflict_and_no_grace_is_the_way_out() {
        Webhook webhook = made(Webhooks.valid().build(), Credentials.of(OLD));
        for (int i = 0; i < 4; i++) {
            webhook = done(webhook, USUAL).webhook();
        }

        assertThat(refused(rotate(webhook, USUAL)).code()).isEqualTo(ErrorCode.CONFLICT);
        assertThat(webhooks.find(webhook.key())).contains(webhook);
        RegisterWebhook.Registered last =
                done(webhook, new Rotation(Duration.ZERO, SwitchTime.AT_END, Optional.empty()));
        assertThat(secrets(last.webhook())).containsExactly(last.secret());
    }

    @Test
    void a_secret_that_is_valid_already_is_refused() {
        Webhook before = made(Webhooks.valid().build(), Credentials.of(OLD));

        Refusal refusal = refused(rotate(before, new Rotation(DAY, SwitchTime.NOW, Optional.of(OLD))));

        assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_FIELDS);
        assertThat(refusal.errors()).extracting(FieldError::pointer).containsExactly("/secret");
    }

    @Test
    void a_secret_that_is_sent_as_it_is_must_fit_a_header() {
        Webhook.Wire raw = new Webhook.Wire(new BrainBotFormat(), SignatureScheme.HMAC, List.of(), true);
        Webhook before = made(Webhooks.valid().wire(raw).build(), Credentials.of(OLD));
        Rotation wide = new Rotation(DAY, SwitchTime.NOW, Optional.of(new Secret("clé secrète ☂ ünïcode")));

        assertThat(refused(rotate(before, wide)).errors())
                .extracting(FieldError::pointer)
                .containsExactly("/secret");
    }

    @Test
    void a_webhook_that_signs_with_a_key_pair_gets_a_new_one() {
        Webhook.Wire wire = new Webhook.Wire(new StandardFormat(), SignatureScheme.ED25519, List.of(), false);
        Webhook before = made(Webhooks.valid().wire(wire).build(), Credentials.of(OLD));

        Webhook once = done(before, USUAL).webhook();
        Webhook twice = done(once, USUAL).webhook();

        assertThat(once.secret().publicKeys()).hasSize(1);
        assertThat(twice.secret().publicKeys()).hasSize(2);
        assertThat(twice.secret().publicKeys().getLast().validUntil())
                .isEqualTo(credentials(twice).secrets().get(1).validUntil());
    }

    @Test
    void own_headers_stay() {
        Webhook before =
                made(Webhooks.valid().build(), Credentials.of(OLD).withHeaders(Map.of("authorization", "Bearer t")));

        assertThat(credentials(done(before, USUAL).webhook()).headers())
                .containsExactly(Map.entry("authorization", "Bearer t"));
    }

    @Test
    void a_secret_that_the_vault_lost_is_replaced() {
        Webhook before = made(Webhooks.valid().build(), Credentials.of(OLD));
        vault.delete(before.key());

        RegisterWebhook.Registered rotated = done(before, USUAL);

        assertThat(secrets(rotated.webhook())).containsExactly(rotated.secret());
        assertThat(journal.getFirst()).startsWith("WARNING webhook.secret_missing");
    }

    @Test
    void without_the_vault_nothing_changes() {
        Webhook before = made(Webhooks.valid().build(), Credentials.of(OLD));
        RotateSecret cut = new RotateSecret(webhooks, new FullVault(vault), (_, _, _) -> {}, clock, new Random(1));

        assertThatExceptionOfType(Unavailable.class)
                .isThrownBy(() -> cut.rotate(before, USUAL, OptionalLong.empty(), SecretForm.CONTINUUM));
        assertThat(webhooks.find(before.key())).contains(before);
    }

    @Test
    void a_webhook_deleted_meanwhile_is_gone_and_its_secret_is_left_to_the_maintenance_function() {
        Webhook before = made(Webhooks.valid().build(), Credentials.of(OLD));
        SecretVault overtaken = new OvertakenVault(
                vault,
                () -> new DeleteWebhook(webhooks, vault, (_, _, _) -> {}, clock).delete(before, OptionalLong.empty()));
        RotateSecret late = new RotateSecret(webhooks, overtaken, (_, _, _) -> {}, clock, new Random(1));

        Refusal gone = refused(late.rotate(before, USUAL, OptionalLong.empty(), SecretForm.CONTINUUM));

        assertThat(gone.code()).isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(vault.size()).isEqualTo(1);
        assertThat(configuration.wakeIndex().due(clock.instant(), 10))
                .contains(new WakeIndex.Due.HalfMade(before.key()));
    }

    private Webhook made(Webhook webhook, Credentials credentials) {
        vault.put(webhook.key(), webhook.secret().version(), credentials);
        webhooks.announce(webhook.key(), clock.instant().plusSeconds(60));
        webhooks.create(webhook, 100);
        return webhook;
    }

    private Result<RegisterWebhook.Registered> rotate(Webhook before, Rotation rotation) {
        return rotate.rotate(before, rotation, OptionalLong.empty(), SecretForm.CONTINUUM);
    }

    private RegisterWebhook.Registered done(Webhook before, Rotation rotation) {
        return ok(rotate(before, rotation));
    }

    private static RegisterWebhook.Registered ok(Result<RegisterWebhook.Registered> result) {
        return ((Result.Ok<RegisterWebhook.Registered>) result).value();
    }

    private static Refusal refused(Result<RegisterWebhook.Registered> result) {
        return ((Result.Refused<RegisterWebhook.Registered>) result).refusal();
    }

    private Credentials credentials(Webhook webhook) {
        return vault.get(webhook.key(), webhook.secret().version());
    }

    private List<Secret> secrets(Webhook webhook) {
        return credentials(webhook).secrets().stream().map(Signing::secret).toList();
    }

    /** Reads, and cannot write. */
    private record FullVault(SecretVault vault) implements SecretVault {
        @Override
        public void put(WebhookKey webhook, String version, Credentials credentials) {
            throw new Unavailable("test");
        }

        @Override
        public Credentials get(WebhookKey webhook, String version) {
            return vault.get(webhook, version);
        }

        @Override
        public void delete(WebhookKey webhook) {
            throw new Unavailable("test");
        }
    }
}
