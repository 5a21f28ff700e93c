package io.continuum.webhooks.core.brainbot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.continuum.webhooks.core.egress.UrlPolicy;
import io.continuum.webhooks.core.event.EventPattern;
import io.continuum.webhooks.core.event.EventType;
import io.continuum.webhooks.core.fake.InMemoryConfiguration;
import io.continuum.webhooks.core.fake.InMemoryVault;
import io.continuum.webhooks.core.fake.MutableClock;
import io.continuum.webhooks.core.fake.OvertakenVault;
import io.continuum.webhooks.core.fake.Webhooks;
import io.continuum.webhooks.core.maintenance.WakeIndex;
import io.continuum.webhooks.core.retry.RetryPolicy;
import io.continuum.webhooks.core.signing.Credentials;
import io.continuum.webhooks.core.signing.SecretVault;
import io.continuum.webhooks.core.tenant.Dialect;
import io.continuum.webhooks.core.webhook.DeleteWebhook;
import io.continuum.webhooks.core.webhook.OperatorLimits;
import io.continuum.webhooks.core.webhook.Webhook;
import io.continuum.webhooks.core.webhook.WebhookRules;
import io.continuum.webhooks.core.webhook.WebhookStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class EnvironmentWebhookTest {
    private static final String TOKEN = "my-secret-token";
    private static final String SECRET = "your-signing-secret";

    private final MutableClock clock = new MutableClock(Webhooks.EPOCH);
    private final InMemoryConfiguration configuration = new InMemoryConfiguration();
    private final WebhookStore webhooks = configuration.webhookStore(clock);
    private final InMemoryVault vault = new InMemoryVault();
    private final List<String> journal = new ArrayList<>();
    private final Random random = new Random(20251206);

    @Test
    void the_environment_s_webhook_is_made_as_it_says() {
        assertThat(ensure(settings("https://myapp.com/in", TOKEN, SECRET, "memory_added", "memory_deleted")))
                .isTrue();

        Webhook made = only();
        assertThat(made.uid()).isEqualTo("markdown-brain-bot");
        assertThat(made.key().tenant()).hasToString("default");
        assertThat(made.active()).isTrue();
        assertThat(made.settings().url().toString()).contains("myapp.com");
        assertThat(made.settings().format().name()).isEqualTo("brain-bot");
        assertThat(made.settings().events())
                .containsExactly(new EventPattern("memory_added"), new EventPattern("memory_deleted"));
        assertThat(made.settings().wire().sendRawSecret()).isTrue();
        assertThat(made.settings().wire().headers()).containsExactly("authorization");
        assertThat(made.settings().capacity().timeout()).isEqualTo(Duration.ofSeconds(7));
        assertThat(made.schedule().maxAttempts()).isEqualTo(4);
        assertThat(made.schedule().delayBefore(3)).contains(Duration.ofSeconds(4));
        Credentials credentials = credentials(made);
        assertThat(credentials.current().value()).isEqualTo(SECRET);
        assertThat(credentials.headers()).isEqualTo(Map.of("authorization", "Bearer " + TOKEN));
    }

    @Test
    void without_token_and_secret_there_is_no_header_and_a_secret_of_our_own() {
        ensure(settings("https://myapp.com/in", "", "", "memory_added"));

        assertThat(only().settings().wire().sendRawSecret()).isFalse();
        assertThat(only().settings().wire().headers()).isEmpty();
        assertThat(credentials(only()).headers()).isEmpty();
        assertThat(credentials(only()).current().value()).startsWith("whs_");
    }

    @Test
    void doing_it_again_changes_nothing() {
        BrainBotSettings settings = settings("https://myapp.com/in", TOKEN, "", "memory_added");
        ensure(settings);
        Webhook before = only();
        clock.advance(Duration.ofHours(1));

        assertThat(ensure(settings)).isTrue();

        assertThat(only()).isEqualTo(before);
        assertThat(journal).containsExactly("environment_webhook.created");
    }

    @Test
    void doing_it_at_the_same_time_makes_one_webhook_and_one_secret() throws Exception {
        BrainBotSettings settings = settings("https://myapp.com/in", TOKEN, SECRET, "memory_added");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> done = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                done.add(threads.submit(() -> ensure(settings)));
            }
            for (Future<Boolean> one : done) {
                assertThat(one.get()).isTrue();
            }
        }

        assertThat(only().version()).isEqualTo(1);
        assertThat(vault.size()).isEqualTo(1);
    }

    @Test
    void what_changed_in_the_environment_is_changed_and_the_rest_stays() {
        ensure(settings("https://myapp.com/in", TOKEN, SECRET, "memory_added"));
        Webhook before = only();

        ensure(settings("https://myapp.com/new", "", "another-signing-secret", "graph_built"));

        Webhook after = only();
        assertThat(after.key()).isEqualTo(before.key());
        assertThat(after.version()).isEqualTo(2);
        assertThat(after.settings().url().toString()).contains("/new");
        assertThat(after.settings().events()).containsExactly(new EventPattern("graph_built"));
        assertThat(after.settings().wire().headers()).isEmpty();
        assertThat(credentials(after).current().value()).isEqualTo("another-signing-secret");
        assertThat(credentials(after).headers()).isEmpty();
        assertThat(after.secret().version()).isNotEqualTo(before.secret().version());
        assertThat(credentials(before).current().value()).isEqualTo(SECRET);
    }

    @Test
    void no_events_or_no_url_disables_it_and_their_return_enables_it() {
        BrainBotSettings sending = settings("https://myapp.com/in", TOKEN, SECRET, "memory_added");
        ensure(sending);

        ensure(settings("https://myapp.com/in", TOKEN, SECRET));
        assertThat(only().active()).isFalse();
        assertThat(only().disabledReason()).isEqualTo("environment");
        ensure(settings("", "", ""));
        assertThat(only().version()).isEqualTo(2);
        ensure(sending);

        assertThat(only().active()).isTrue();
        assertThat(only().disabledReason()).isNull();
    }

    @Test
    void without_a_url_nothing_is_made() {
        assertThat(ensure(settings("", TOKEN, SECRET, "memory_added"))).isTrue();

        assertThat(webhooks.all(EnvironmentWebhook.TENANT)).isEmpty();
        assertThat(vault.size()).isZero();
    }

    @Test
    void one_that_was_disabled_for_another_reason_stays_so_until_the_environment_changes() {
        BrainBotSettings settings = settings("https://myapp.com/in", TOKEN, SECRET, "memory_added");
        ensure(settings);
        Webhook before = only();
        webhooks.update(before, before.disabled("gone", clock.instant()), false);

        ensure(settings);
        assertThat(only().active()).isFalse();
        assertThat(only().disabledReason()).isEqualTo("gone");
        ensure(settings("https://myapp.com/moved", TOKEN, SECRET, "memory_added"));

        assertThat(only().active()).isTrue();
    }

    @Test
    void a_refused_url_makes_nothing_and_is_told_without_being_shown() {
        assertThat(ensure(settings("http://127.0.0.1/in", TOKEN, SECRET, "memory_added")))
                .isTrue();

        assertThat(webhooks.all(EnvironmentWebhook.TENANT)).isEmpty();
        assertThat(journal).containsExactly("environment_webhook.refused");
    }

    @Test
    void settings_do_not_show_token_and_secret() {
        assertThat(settings("https://myapp.com/in", TOKEN, SECRET, "memory_added")
                        .toString())
                .doesNotContain(TOKEN)
                .doesNotContain(SECRET)
                .doesNotContain("myapp");
    }

    @Test
    void credentials_that_came_after_a_deletion_are_left_to_the_maintenance_function() {
        ensure(settings("https://myapp.com/in", TOKEN, SECRET, "memory_added"));
        Webhook before = only();
        List<Webhook> deletedOnce = new ArrayList<>(List.of(before));
        SecretVault overtaken = new OvertakenVault(
                vault,
                () -> deletedOnce.removeIf(webhook -> {
                    new DeleteWebhook(webhooks, vault, (_, _, _) -> {}, clock).delete(webhook, OptionalLong.empty());
                    return true;
                }));

        ensure(overtaken, settings("https://myapp.com/in", TOKEN, "another-signing-secret", "memory_added"));

        assertThat(configuration.wakeIndex().due(clock.instant(), 10))
                .contains(new WakeIndex.Due.HalfMade(before.key()));
        assertThat(only().key()).isNotEqualTo(before.key());
    }

    private boolean ensure(BrainBotSettings settings) {
        return ensure(vault, settings);
    }

    private boolean ensure(SecretVault secrets, BrainBotSettings settings) {
        WebhookRules rules = OperatorLimits.NONE.rules(Dialect.CONTINUUM, new UrlPolicy(false));
        EnvironmentWebhook.Surroundings surroundings = new EnvironmentWebhook.Surroundings(
                (_, event, _) -> {
                    synchronized (journal) {
                        journal.add(event);
                    }
                },
                clock,
                random);
        return new EnvironmentWebhook(webhooks, secrets, () -> settings, rules, surroundings).ensure();
    }

    private Webhook only() {
        List<Webhook> all = webhooks.all(EnvironmentWebhook.TENANT);
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    private Credentials credentials(Webhook webhook) {
        return vault.get(webhook.key(), webhook.secret().version());
    }

    private static BrainBotSettings settings(String url, String token, String secret, String... events) {
        var policy = JsonNodeFactory.instance
                .objectNode()
                .put("max_attempts", 4)
                .put("initial_delay", 2)
                .put("backoff_multiplier", 2);
        RetryPolicy read = ((RetryPolicy.Parsed.Ok) RetryPolicy.parse(policy)).policy();
        List<EventType> types = List.of(events).stream().map(EventType::new).toList();
        return new BrainBotSettings(url.isEmpty() ? null : url, null, null, Duration.ofSeconds(7), read, types)
                .with(token, secret);
    }
}
