package io.continuum.webhooks.core.fake;

import io.continuum.webhooks.core.contract.ErasuresContract;
import io.continuum.webhooks.core.erasure.Erasures;
import java.time.Duration;
import java.time.InstantSource;

class InMemoryErasuresTest extends ErasuresContract {
    @Override
    protected Erasures erasures(InstantSource clock, Duration retention) {
        return new InMemoryErasures(clock, retention);
    }
}
