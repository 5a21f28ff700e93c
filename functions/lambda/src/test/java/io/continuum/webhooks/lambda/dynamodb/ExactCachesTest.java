package io.continuum.webhooks.lambda.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.delivery.DeliveryTask;
import io.continuum.webhooks.core.delivery.Status;
import io.continuum.webhooks.core.egress.Header;
import io.continuum.webhooks.core.egress.HttpPost;
import io.continuum.webhooks.core.fake.Webhooks;
import io.continuum.webhooks.core.signing.Credentials;
import io.continuum.webhooks.core.signing.Secret;
import io.continuum.webhooks.core.webhook.Webhook;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * An event that is published right after a change was answered is matched, sent and signed by the new state, by emitters
 * and delivery functions that knew the old one: spec.md §1.
 */
class ExactCachesTest {
    private static final String TYPE = "memory.created";

    private final ExactCachesWorld world = new ExactCachesWorld();
    private Webhook webhook;

    @BeforeEach
    void warm_up() {
        webhook = world.register(Webhooks.valid().url("https://old.example/hook"));
        world.publish(TYPE);
        world.deliver(world.take());
        assertThat(world.sent).hasSize(1);
        world.sent.clear();
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void a_registration_is_matched_by_the_next_event() {
        Webhook second = world.register(Webhooks.valid().number(2));
        world.publish(TYPE);
        assertThat(world.take().stream().map(task -> task.key().webhook()))
                .containsExactlyInAnyOrder(webhook.key(), second.key());
    }

    @Test
    void a_change_of_events_is_what_the_next_event_is_matched_by() {
        world.change(webhook, Webhooks.valid().events("memory.deleted"), false);
        world.publish(TYPE);
        assertThat(world.take()).isEmpty();
        world.publish("memory.deleted");
        assertThat(world.take()).hasSize(1);
    }

    @Test
    @Tag("T51")
    void a_change_of_url_is_where_the_next_event_goes_and_what_was_queued_before_it_too() {
        world.publish(TYPE);
        List<DeliveryTask> queued = world.take();
        world.change(webhook, Webhooks.valid().url("https://new.example/hook"), true);
        world.publish(TYPE);
        world.deliver(queued);
        world.deliver(world.take());
        assertThat(world.sent.stream().map(HttpPost::url).map(Object::toString))
                .containsExactly("https://new.example/hook", "https://new.example/hook");
    }

    @Test
    @Tag("T51")
    void a_rotated_secret_signs_the_next_event_and_what_was_queued_before_it_too() {
        world.publish(TYPE);
        List<DeliveryTask> queued = world.take();
        Secret rotated = new Secret("the-second-secret");
        world.vault.put(webhook.key(), "v2", Credentials.of(rotated));
        Webhook after = new Webhook(
                webhook.key(),
                webhook.version() + 1,
                webhook.uid(),
                webhook.settings(),
                true,
                null,
                new Webhook.SecretRef("v2", rotated.ending(), List.of()),
                webhook.createdAt(),
                world.clock.instant());
        world.api.update(webhook, after, false);
        world.publish(TYPE);
        world.deliver(queued);
        world.deliver(world.take());
        assertThat(world.sent)
                .hasSize(2)
                .allSatisfy(post -> assertThat(header(post, "X-Continuum-Signature"))
                        .isEqualTo(signature(post, "the-second-secret")));
    }

    @Test
    @Tag("T51")
    void a_disabled_webhook_gets_no_event_any_more_and_what_was_queued_is_held() {
        world.publish(TYPE);
        List<DeliveryTask> queued = world.take();
        Webhook disabled = webhook.disabled("gone", world.clock.instant());
        world.api.update(webhook, disabled, false);
        world.publish(TYPE);
        assertThat(world.take()).isEmpty();
        world.deliver(queued);
        assertThat(world.sent).isEmpty();
        assertThat(world.shown(queued.getFirst()).status()).isEqualTo(Status.HELD);

        world.api.update(
                disabled, disabled.changed(disabled.settings(), true, disabled.uid(), world.clock.instant()), true);
        world.publish(TYPE);
        world.deliver(world.take());
        assertThat(world.sent).hasSize(1);
    }

    @Test
    @Tag("T51")
    void a_deleted_webhook_gets_no_event_any_more_and_what_was_queued_is_cancelled() {
        world.publish(TYPE);
        List<DeliveryTask> queued = world.take();
        assertThat(world.api.delete(webhook)).isTrue();
        world.publish(TYPE);
        assertThat(world.take()).isEmpty();
        world.deliver(queued);
        assertThat(world.sent).isEmpty();
        assertThat(world.shown(queued.getFirst()).status()).isEqualTo(Status.CANCELLED);
    }

    @Test
    void twenty_changes_in_a_row_are_each_what_the_next_event_goes_by() {
        Webhook current = webhook;
        for (int i = 1; i <= 20; i++) {
            String url = "https://receiver-" + i + ".example/hook";
            current = world.change(current, Webhooks.valid().url(url), i % 2 == 0);
            world.publish(TYPE);
            world.deliver(world.take());
            assertThat(world.sent.getLast().url().toString()).isEqualTo(url);
            assertThat(world.sent).hasSize(i);
        }
    }

    /** Returns the signature of {@code {timestamp}.{body}}, written from seed 002 and not from our signer. */
    private static String signature(HttpPost post, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update((header(post, "X-Continuum-Timestamp") + ".").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(mac.doFinal(post.body()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String header(HttpPost post, String name) {
        return post.headers().stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .findFirst()
                .orElseThrow();
    }
}
