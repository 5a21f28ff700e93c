package io.continuum.webhooks.core.fake;

import io.continuum.webhooks.core.contract.IdempotencyContract;
import io.continuum.webhooks.core.idempotency.Idempotency;
import java.time.InstantSource;

class InMemoryIdempotencyTest extends IdempotencyContract {
    @Override
    protected Idempotency idempotency(InstantSource clock) {
        return new InMemoryIdempotency(clock);
    }
}
