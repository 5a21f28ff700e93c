package io.continuum.webhooks.core.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.admission.Admission.Decision;
import io.continuum.webhooks.core.admission.Admission.Request;
import io.continuum.webhooks.core.breaker.Breaker;
import io.continuum.webhooks.core.id.DeliveryId;
import io.continuum.webhooks.core.id.EventId;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.id.WebhookId;
import io.continuum.webhooks.core.id.WebhookKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:30Z");
    private static final WebhookKey KEY = new WebhookKey(new TenantId("acme"), WebhookId.make(NOW, new Random(1)));
    private static final Capacity CEILING = new Capacity(20, 0, Duration.ofSeconds(50));

    @Test
    void gives_each_request_a_slot_that_outlives_its_time_out() {
        Admission admission = admit(state(), requests(3));
        assertThat(admission.decisions())
                .allSatisfy(decision -> assertThat(decision)
                        .isInstanceOfSatisfying(
                                Decision.Go.class,
                                go -> assertThat(go.slot().expiresAt()).isEqualTo(NOW.plusSeconds(40))));
        assertThat(admission.next().slots()).hasSize(3);
        assertThat(admission.next().rate().used()).isEqualTo(3);
    }

    @Test
    void makes_those_wait_that_find_no_slot() {
        Admission admission = admit(state(), requests(12));
        assertThat(admission.decisions().subList(0, 10)).allMatch(Decision.Go.class::isInstance);
        assertThat(admission.decisions().subList(10, 12))
                .allMatch(decision -> decision.equals(new Decision.Wait(WaitReason.CAPACITY, NOW)));
    }

    @Test
    void admits_no_more_than_the_operator_allows() {
        Admission admission = Admission.admit(state(), requests(5), new Capacity(2, 0, Duration.ofSeconds(5)), NOW);
        assertThat(admission.next().slots()).hasSize(2);
        assertThat(admission.next().slots().getFirst().expiresAt()).isEqualTo(NOW.plusSeconds(15));
    }

    @Test
    void makes_those_beyond_the_rate_wait_for_the_next_minute() {
        WebhookState limited = state().configured(Life.LIVE, 1, new Capacity(10, 2, Duration.ofSeconds(30)));
        Admission admission = admit(limited, requests(3));
        assertThat(admission.decisions().get(2))
                .isEqualTo(new Decision.Wait(WaitReason.RATE, Instant.parse("2026-11-23T10:01:00Z")));
        Admission nextMinute = Admission.admit(
                admission.next().with(List.of(), admission.next().rate()),
                requests(2),
                CEILING,
                Instant.parse("2026-11-23T10:01:00Z"));
        assertThat(nextMinute.decisions()).allMatch(Decision.Go.class::isInstance);
    }

    @Test
    void never_admits_an_attempt_that_holds_a_slot() {
        List<Request> one = requests(1);
        WebhookState taken = admit(state(), one).next();
        assertThat(admit(taken, one).decisions())
                .containsExactly(new Decision.Wait(WaitReason.CAPACITY, NOW.plusSeconds(40)));
    }

    @Test
    void lets_nobody_through_an_open_breaker() {
        WebhookState open = state().with(new Breaker.Open(NOW, NOW.plusSeconds(300), 1));
        Admission admission = admit(open, requests(2));
        assertThat(admission.next()).isEqualTo(open);
        assertThat(admission.decisions()).containsOnly(new Decision.Wait(WaitReason.BREAKER, NOW.plusSeconds(300)));
    }

    @Test
    void lets_one_probe_through_when_the_opening_is_over() {
        WebhookState over = state().with(new Breaker.Open(NOW.minusSeconds(300), NOW, 1));
        Admission admission = admit(over, requests(50));
        assertThat(admission.decisions().stream().filter(Decision.Go.class::isInstance))
                .hasSize(1);
        assertThat(admission.next().breaker())
                .isEqualTo(new Breaker.HalfOpen(NOW.minusSeconds(300), NOW.plusSeconds(40), 1));
        assertThat(admission.decisions().getFirst())
                .isInstanceOfSatisfying(
                        Decision.Go.class,
                        go -> assertThat(go.epoch()).isEqualTo(admission.next().epoch()));
    }

    @Test
    void lets_another_one_probe_when_the_prober_died() {
        WebhookState half = state().with(new Breaker.HalfOpen(NOW.minusSeconds(300), NOW, 1));
        assertThat(admit(half, requests(2)).decisions().stream().filter(Decision.Go.class::isInstance))
                .hasSize(1);
    }

    @Test
    void lets_a_person_probe_before_the_opening_is_over() {
        WebhookState open = state().with(new Breaker.Open(NOW, NOW.plusSeconds(300), 1));
        Request manual = new Request(requests(1).getFirst().delivery(), 3, true);
        assertThat(admit(open, List.of(manual)).decisions()).allMatch(Decision.Go.class::isInstance);
    }

    @Test
    void holds_for_a_disabled_webhook_and_cancels_for_a_deleted_one() {
        WebhookState disabled = state().configured(Life.DISABLED, 2, state().capacity());
        assertThat(admit(disabled, requests(1)).decisions()).containsExactly(new Decision.Hold());
        WebhookState deleted = state().configured(Life.DELETED, 2, state().capacity());
        assertThat(admit(deleted, requests(1)).decisions()).containsExactly(new Decision.Cancel());
    }

    private static Admission admit(WebhookState state, List<Request> requests) {
        return Admission.admit(state, requests, CEILING, NOW);
    }

    private static WebhookState state() {
        return WebhookState.fresh(KEY, new Capacity(10, 0, Duration.ofSeconds(30)), NOW);
    }

    private static List<Request> requests(int count) {
        List<Request> requests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            DeliveryId id = DeliveryId.of(new EventId("evt-" + i), NOW, KEY.webhook());
            requests.add(new Request(id, 1, false));
        }
        return requests;
    }
}
