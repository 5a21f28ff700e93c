package io.continuum.webhooks.core.fake;

import io.continuum.webhooks.core.brainbot.IncomingLog;
import io.continuum.webhooks.core.contract.IncomingLogContract;
import java.time.InstantSource;

class InMemoryIncomingLogTest extends IncomingLogContract {
    @Override
    protected IncomingLog log(InstantSource clock) {
        return new InMemoryIncomingLog(clock);
    }
}
