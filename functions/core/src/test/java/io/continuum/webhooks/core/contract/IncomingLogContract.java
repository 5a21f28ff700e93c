package io.continuum.webhooks.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.brainbot.Incoming;
import io.continuum.webhooks.core.brainbot.IncomingLog;
import io.continuum.webhooks.core.event.Events;
import io.continuum.webhooks.core.fake.Deliveries;
import io.continuum.webhooks.core.fake.HandClock;
import io.continuum.webhooks.core.id.EventId;
import io.continuum.webhooks.core.id.TenantId;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link IncomingLog} does. */
public abstract class IncomingLogContract {
    private final TenantId tenant = Deliveries.freshWebhook().tenant();
    private final HandClock clock = new HandClock(Events.ACCEPTED);
    private IncomingLog log;

    /** Returns the log to test; it reads that clock only. */
    protected abstract IncomingLog log(InstantSource clock);

    @BeforeEach
    void open() {
        log = log(clock);
    }

    @Test
    void the_first_of_its_likeness_is_recorded_and_every_copy_finds_it() {
        Incoming first = incoming("a", "evt_1", true);
        assertThat(log.record(first)).isEqualTo(first);

        clock.advance(IncomingLog.REMEMBERED.minusSeconds(1));

        assertThat(log.record(incoming("a", "evt_2", false))).isEqualTo(first);
        assertThat(log.record(first)).isEqualTo(first);
    }

    @Test
    void likenesses_and_tenants_do_not_mix() {
        log.record(incoming("a", "evt_1", true));
        Incoming other = incoming("b", "evt_2", false);
        Incoming namesake = new Incoming(
                Deliveries.freshWebhook().tenant(), "a".repeat(64), new EventId("evt_3"), true, Events.ACCEPTED);

        assertThat(log.record(other)).isEqualTo(other);
        assertThat(log.record(namesake)).isEqualTo(namesake);
    }

    @Test
    void after_a_day_a_copy_is_a_new_one() {
        log.record(incoming("a", "evt_1", true));

        clock.advance(IncomingLog.REMEMBERED.plusSeconds(1));
        Incoming second = incoming("a", "evt_2", true);

        assertThat(log.record(second)).isEqualTo(second);
        assertThat(log.record(incoming("a", "evt_3", true))).isEqualTo(second);
    }

    @Test
    void of_concurrent_copies_one_is_recorded() throws Exception {
        List<Incoming> recorded = Together.run(8, i -> log.record(incoming("a", "evt_" + i, true)));

        assertThat(recorded).allSatisfy(one -> assertThat(one).isEqualTo(recorded.getFirst()));
    }

    private Incoming incoming(String digit, String event, boolean published) {
        return new Incoming(tenant, digit.repeat(64), new EventId(event), published, clock.instant());
    }
}
