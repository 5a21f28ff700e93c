package io.continuum.webhooks.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.fake.HandClock;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.idempotency.Begun;
import io.continuum.webhooks.core.idempotency.Idempotency;
import io.continuum.webhooks.core.idempotency.IdempotencyKey;
import io.continuum.webhooks.core.idempotency.KeyedRequest;
import io.continuum.webhooks.core.idempotency.StoredAnswer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link Idempotency} does. */
public abstract class IdempotencyContract {
    private static final Duration MOMENT = Duration.ofMillis(1);
    private static final StoredAnswer ANSWER = new StoredAnswer(201, "{\"big\":12345678901234567890}", "\"1\"");

    private final HandClock clock = new HandClock(Instant.parse("2025-12-06T12:00:00Z"));
    private final String tenant = "t_" + UUID.randomUUID();
    private Idempotency idempotency;

    /** Returns the store to test; it reads that clock only. */
    protected abstract Idempotency idempotency(InstantSource clock);

    @BeforeEach
    void open() {
        idempotency = idempotency(clock);
    }

    @Test
    void the_first_one_starts_and_others_wait_for_its_answer() {
        assertThat(begun("k", "body")).isInstanceOf(Begun.Started.class);
        assertThat(idempotency.begin(request("k", "body"))).isEqualTo(new Begun.Running(Idempotency.LEASE));
    }

    @Test
    void of_all_who_begin_at_once_one_starts() {
        Callable<Begun> begin = () -> idempotency.begin(request("k", "body"));

        List<Begun> begun = Parallel.all(Stream.generate(() -> begin).limit(50).toList());

        assertThat(begun).filteredOn(Begun.Started.class::isInstance).hasSize(1);
        assertThat(begun).filteredOn(Begun.Running.class::isInstance).hasSize(49);
    }

    @Test
    void a_finished_one_is_answered_as_it_was() {
        idempotency.finish(request("k", "body"), begun("k", "body"), ANSWER);

        assertThat(idempotency.begin(request("k", "body"))).isEqualTo(new Begun.Done(ANSWER));
    }

    @Test
    void an_answer_without_body_stays_one() {
        StoredAnswer nothing = new StoredAnswer(204, null, null);
        idempotency.finish(request("k", "body"), begun("k", "body"), nothing);

        assertThat(idempotency.begin(request("k", "body"))).isEqualTo(new Begun.Done(nothing));
    }

    @Test
    void an_answer_larger_than_an_item_comes_back_whole() {
        StoredAnswer large = new StoredAnswer(200, "{\"é\":\"" + "é😀x".repeat(250_000) + "\"}", null);
        idempotency.finish(request("k", "body"), begun("k", "body"), large);

        assertThat(idempotency.begin(request("k", "body"))).isEqualTo(new Begun.Done(large));
    }

    @Test
    void another_body_is_told_apart_while_it_runs_and_after() {
        Begun.Started run = begun("k", "body");
        assertThat(idempotency.begin(request("k", "other"))).isEqualTo(new Begun.OtherBody());
        idempotency.finish(request("k", "body"), run, ANSWER);

        assertThat(idempotency.begin(request("k", "other"))).isEqualTo(new Begun.OtherBody());
    }

    @Test
    void paths_tenants_and_keys_do_not_meet() {
        begun("k", "body");

        assertThat(begun("k2", "body")).isNotNull();
        assertThat(idempotency.begin(new KeyedRequest(new TenantId(tenant), "/b", new IdempotencyKey("k"), "body")))
                .isInstanceOf(Begun.Started.class);
        assertThat(idempotency.begin(new KeyedRequest(
                        new TenantId("t_" + UUID.randomUUID()), "/a", new IdempotencyKey("k"), "body")))
                .isInstanceOf(Begun.Started.class);
    }

    @Test
    void after_the_lease_one_takes_over_under_the_same_run() {
        Begun.Started first = begun("k", "body");
        clock.advance(Idempotency.LEASE);

        Begun.Started second = begun("k", "body");

        assertThat(second.run()).isEqualTo(first.run());
        assertThat(second.since()).isEqualTo(first.since());
        assertThat(second.repeated()).isTrue();
        assertThat(idempotency.begin(request("k", "body"))).isInstanceOf(Begun.Running.class);
    }

    @Test
    void whoever_lost_the_lease_neither_finishes_nor_releases() {
        Begun.Started first = begun("k", "body");
        clock.advance(Idempotency.LEASE);
        begun("k", "body");

        idempotency.finish(request("k", "body"), first, ANSWER);
        idempotency.release(request("k", "body"), first, true);

        assertThat(idempotency.begin(request("k", "body"))).isInstanceOf(Begun.Running.class);
    }

    @Test
    void what_was_released_untouched_is_free_for_another_body() {
        idempotency.release(request("k", "body"), begun("k", "body"), true);

        assertThat(begun("k", "other").repeated()).isFalse();
    }

    @Test
    void what_may_have_been_done_keeps_its_run_and_body() {
        Begun.Started first = begun("k", "body");
        idempotency.release(request("k", "body"), first, false);

        assertThat(idempotency.begin(request("k", "other"))).isEqualTo(new Begun.OtherBody());
        assertThat(begun("k", "body").run()).isEqualTo(first.run());
    }

    @Test
    void after_a_day_the_key_is_free() {
        idempotency.finish(request("k", "body"), begun("k", "body"), ANSWER);
        clock.advance(Idempotency.REMEMBERED.minus(MOMENT));
        assertThat(idempotency.begin(request("k", "body"))).isInstanceOf(Begun.Done.class);
        clock.advance(Duration.ofSeconds(2));

        assertThat(begun("k", "other").repeated()).isFalse();
    }

    private Begun.Started begun(String key, String body) {
        return (Begun.Started) idempotency.begin(request(key, body));
    }

    private KeyedRequest request(String key, String body) {
        return new KeyedRequest(new TenantId(tenant), "/a", new IdempotencyKey(key), body);
    }
}
