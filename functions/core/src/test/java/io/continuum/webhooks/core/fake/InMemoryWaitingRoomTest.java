package io.continuum.webhooks.core.fake;

import io.continuum.webhooks.core.contract.WaitingRoomContract;
import io.continuum.webhooks.core.delivery.WaitingRoom;
import java.time.Duration;
import java.time.InstantSource;

class InMemoryWaitingRoomTest extends WaitingRoomContract {
    @Override
    protected WaitingRoom room(InstantSource clock, Duration retention) {
        return new InMemoryDeliveries(clock, retention).waitingRoom();
    }
}
