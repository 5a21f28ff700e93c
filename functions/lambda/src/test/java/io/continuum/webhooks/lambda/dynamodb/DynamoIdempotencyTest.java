package io.continuum.webhooks.lambda.dynamodb;

import io.continuum.webhooks.core.contract.IdempotencyContract;
import io.continuum.webhooks.core.idempotency.Idempotency;
import java.security.SecureRandom;
import java.time.InstantSource;

class DynamoIdempotencyTest extends IdempotencyContract {
    @Override
    protected Idempotency idempotency(InstantSource clock) {
        return new DynamoIdempotency(DeliveryTables.client(), DeliveryTables.TABLES, clock, new SecureRandom());
    }
}
