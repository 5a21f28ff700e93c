package io.continuum.webhooks.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.egress.Header;
import io.continuum.webhooks.core.fake.Webhooks;
import io.continuum.webhooks.core.format.BrainBotFormat;
import io.continuum.webhooks.core.signing.SignatureScheme;
import io.continuum.webhooks.core.webhook.Webhook;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Seed 004, "Retry Logic" and "Signature Validation". */
class BrainBotDeliveryTest {
    private final DeliveryWorld world =
            new DeliveryWorld(Webhooks.valid().format(new BrainBotFormat()).build());

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 404, 410, 422, 429, 499})
    @Tag("T24")
    void a_4xx_ends_the_delivery_at_once(int status) {
        world.receiver = _ -> DeliveryWorld.answered(status);
        DeliveryTask task = world.task(1);

        world.deliver(task);

        assertThat(world.record(task).status()).isEqualTo(Status.DEAD_LETTER);
        assertThat(world.record(task).reason()).isEqualTo(Reason.PERMANENT_FAILURE);
        assertThat(world.queued).isEmpty();
        assertThat(world.deadLetters).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 204, 302, 500, 503})
    void everything_else_but_200_is_tried_again_after_a_second(int status) {
        world.receiver = _ -> DeliveryWorld.answered(status);
        DeliveryTask task = world.task(1);

        world.deliver(task);

        assertThat(world.record(task).status()).isEqualTo(Status.FAILED);
        assertThat(world.record(task).last().orElseThrow().error()).isEqualTo("HTTP " + status);
        assertThat(world.queued.getFirst().due())
                .isEqualTo(world.record(task).last().orElseThrow().endedAt().plusSeconds(1));
    }

    @Test
    void the_raw_secret_is_sent_and_masked_in_the_record() {
        Webhook.Wire wire = new Webhook.Wire(new BrainBotFormat(), SignatureScheme.HMAC, List.of(), true);
        DeliveryWorld raw = new DeliveryWorld(Webhooks.valid().wire(wire).build());
        DeliveryTask task = raw.task(1);

        raw.deliver(task);

        assertThat(raw.sent.getFirst().headers()).contains(new Header("X-Webhook-Secret", "a-secret-for-tests"));
        assertThat(raw.record(task).last().orElseThrow().requestHeaders())
                .contains(new Header("X-Webhook-Secret", "****"))
                .noneMatch(header -> header.value().contains("a-secret-for-tests"));
    }

    @Test
    void only_brain_bot_ever_sends_the_raw_secret() {
        Webhook.Wire wire =
                new Webhook.Wire(Webhooks.valid().build().settings().format(), SignatureScheme.HMAC, List.of(), true);
        DeliveryWorld other = new DeliveryWorld(Webhooks.valid().wire(wire).build());

        other.deliver(other.task(1));

        assertThat(other.sent.getFirst().headers())
                .noneMatch(header -> header.value().contains("a-secret-for-tests"));
    }
}
