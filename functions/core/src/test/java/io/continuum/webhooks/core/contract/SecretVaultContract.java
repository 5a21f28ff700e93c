package io.continuum.webhooks.core.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.continuum.webhooks.core.event.Events;
import io.continuum.webhooks.core.fake.Deliveries;
import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.signing.Credentials;
import io.continuum.webhooks.core.signing.Credentials.Signing;
import io.continuum.webhooks.core.signing.Ed25519Key;
import io.continuum.webhooks.core.signing.Secret;
import io.continuum.webhooks.core.signing.SecretVault;
import io.continuum.webhooks.core.signing.SecretVault.MissingSecret;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link SecretVault} does. */
public abstract class SecretVaultContract {
    private static final String FIRST = "0198c5f2-aaaa-4000-8000-000000000001";
    private static final String SECOND = "0198c5f2-aaaa-4000-8000-000000000002";
    private static final String HIDDEN = "hush";
    private static final Credentials OLD = Credentials.of(new Secret("whs_" + HIDDEN + "-of-the-first-version"));
    private static final Credentials NEW = new Credentials(
            List.of(
                    new Signing(
                            new Secret("whsec_" + HIDDEN + " \ud83d\ude00 \"\\ second"),
                            Ed25519Key.generate(new Random(7)),
                            Events.ACCEPTED,
                            Instant.MAX),
                    new Signing(OLD.current(), null, Instant.MIN, Events.ACCEPTED.plusNanos(1))),
            Map.of("authorization", "Bearer " + HIDDEN + "-token", "x-empty", ""));

    private final WebhookKey webhook = Deliveries.freshWebhook();
    private SecretVault vault;

    /** Returns the vault to test. */
    protected abstract SecretVault vault();

    @BeforeEach
    void open() {
        vault = vault();
    }

    @Test
    void credentials_come_back_by_their_version() {
        vault.put(webhook, FIRST, NEW);

        assertThat(vault.get(webhook, FIRST)).isEqualTo(NEW);
    }

    @Test
    void repeating_a_call_changes_nothing() {
        vault.put(webhook, FIRST, OLD);
        vault.put(webhook, FIRST, OLD);
        vault.put(webhook, SECOND, NEW);
        vault.put(webhook, SECOND, NEW);
        vault.put(webhook, FIRST, OLD);

        assertThat(vault.get(webhook, FIRST)).isEqualTo(OLD);
        assertThat(vault.get(webhook, SECOND)).isEqualTo(NEW);
    }

    @Test
    void a_second_version_stands_beside_the_first() {
        vault.put(webhook, FIRST, OLD);
        vault.put(webhook, SECOND, NEW);

        assertThat(vault.get(webhook, FIRST)).isEqualTo(OLD);
        assertThat(vault.get(webhook, SECOND)).isEqualTo(NEW);
    }

    @Test
    void a_version_never_changes() {
        vault.put(webhook, FIRST, OLD);

        assertThat(catchThrowable(() -> vault.put(webhook, FIRST, NEW))).isNotNull();
        assertThat(vault.get(webhook, FIRST)).isEqualTo(OLD);
    }

    @Test
    void concurrent_first_calls_are_one() throws Exception {
        Together.run(8, _ -> {
            vault.put(webhook, FIRST, OLD);
            return true;
        });

        assertThat(vault.get(webhook, FIRST)).isEqualTo(OLD);
    }

    @Test
    void an_unknown_webhook_has_no_secret() {
        assertThatExceptionOfType(MissingSecret.class).isThrownBy(() -> vault.get(webhook, FIRST));
    }

    @Test
    void an_unknown_version_is_missing() {
        vault.put(webhook, FIRST, OLD);

        assertThatExceptionOfType(MissingSecret.class).isThrownBy(() -> vault.get(webhook, SECOND));
    }

    @Test
    void deleting_takes_all_versions_and_can_be_repeated() {
        vault.put(webhook, FIRST, OLD);
        vault.put(webhook, SECOND, NEW);

        vault.delete(webhook);
        vault.delete(webhook);

        assertThatExceptionOfType(MissingSecret.class).isThrownBy(() -> vault.get(webhook, FIRST));
        assertThatExceptionOfType(MissingSecret.class).isThrownBy(() -> vault.get(webhook, SECOND));
    }

    @Test
    void deleting_what_is_not_there_is_no_error() {
        assertThatCode(() -> vault.delete(webhook)).doesNotThrowAnyException();
    }

    @Test
    void webhooks_have_secrets_of_their_own() {
        WebhookKey sibling = Deliveries.webhookOf(webhook.tenant());
        vault.put(webhook, FIRST, OLD);
        vault.put(sibling, FIRST, NEW);

        vault.delete(webhook);

        assertThat(vault.get(sibling, FIRST)).isEqualTo(NEW);
    }

    @Test
    void nothing_secret_is_ever_shown() {
        vault.put(webhook, FIRST, NEW);
        Throwable changed = catchThrowable(() -> vault.put(webhook, FIRST, OLD));
        Throwable missing = catchThrowable(() -> vault.get(webhook, SECOND));

        assertThat(vault.toString()).doesNotContain(HIDDEN);
        assertThat(vault.get(webhook, FIRST).toString()).doesNotContain(HIDDEN);
        assertThat(vault.get(webhook, FIRST).secrets().toString()).doesNotContain(HIDDEN);
        assertThat(trace(changed)).doesNotContain(HIDDEN);
        assertThat(trace(missing)).doesNotContain(HIDDEN);
    }

    /** With all causes, as a log would have it. */
    private static String trace(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
