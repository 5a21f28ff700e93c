package io.continuum.webhooks.lambda.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.contract.DeliveryLogContract;
import io.continuum.webhooks.core.delivery.Delivery;
import io.continuum.webhooks.core.delivery.DeliveryLog;
import io.continuum.webhooks.core.fake.Deliveries;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class DynamoDeliveryLogTest extends DeliveryLogContract {
    private static final Duration RETENTION = Duration.ofDays(30);

    @Override
    protected DeliveryLog log(InstantSource clock, Duration retention) {
        return new DynamoDeliveryLog(DeliveryTables.client(), DeliveryTables.TABLES, clock, retention);
    }

    @Test
    void twenty_attempts_with_long_bodies_fit_into_an_item() {
        Delivery delivery = manyLongAttempts(Deliveries.first(Deliveries.freshWebhook(), "evt_1"));

        assertThat(ItemSize.of(DeliveryItems.record(delivery, RETENTION))).isLessThan(ItemSize.MOST);
    }

    @Test
    void the_most_attempts_with_the_widest_characters_fit_into_an_item() {
        Delivery delivery = Deliveries.first(Deliveries.freshWebhook(), "evt_1");
        for (int i = 0; i < Delivery.MOST_ATTEMPTS; i++) {
            // Three bytes each: no character takes more per char.
            delivery = Deliveries.failed(delivery, "\u4e2d".repeat(16 * 1024));
        }

        assertThat(ItemSize.of(DeliveryItems.record(delivery, RETENTION))).isLessThan(ItemSize.MOST);
    }
}
