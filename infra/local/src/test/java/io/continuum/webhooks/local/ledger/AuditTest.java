package io.continuum.webhooks.local.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Two deliveries of one webhook, a success and a dead letter, in which one thing at a time is made wrong. */
class AuditTest {
    private static final Instant T = Instant.parse("2026-11-23T12:00:00Z");
    private static final String WEBHOOK = "wh_a";

    private final Map<String, Books.Event> events = new HashMap<>(Map.of(
            "e1", new Books.Event(1, Set.of(WEBHOOK)),
            "e2", new Books.Event(2, Set.of(WEBHOOK))));
    private final Map<String, Instant> accepted = new HashMap<>(Map.of("e1", T, "e2", T));
    private final List<Books.Recorded> records = new ArrayList<>(
            List.of(record("dlv_1", "e1", "success", attempt(1, 1, 200, "")), dead(attempt(1, 1, 500, ""))));
    private final List<Arrival> arrivals = new ArrayList<>(List.of(arrival("dlv_1", 1, 200), arrival("dlv_2", 1, 500)));
    private final Map<String, Integer> copies = new HashMap<>(Map.of("dlv_2", 1));
    private final List<String> poison = new ArrayList<>();
    private final List<Life> lives = new ArrayList<>();
    private final Witness witness = new Witness();
    private Books.State state = new Books.State(true, 2, false);
    private Books.Stats stats = new Books.Stats(2, 1, 1, 0);
    private Temper temper = Temper.STEADY;

    @Test
    void books_that_agree_have_no_difference() {
        Verdict verdict = compare();

        assertThat(verdict.agrees()).as(verdict.differences()).isTrue();
        assertThat(verdict.of(Audit.DELIVERIES)).isEqualTo(2);
        assertThat(verdict.of(Audit.SUCCESS)).isEqualTo(1);
        assertThat(verdict.of(Audit.DEAD_LETTER)).isEqualTo(1);
        assertThat(verdict.of(AuditRequests.ATTEMPTS)).isEqualTo(2);
    }

    @Test
    void an_accepted_event_without_an_item_is_lost() {
        accepted.put("e3", T);

        assertThat(compare().lost()).anyMatch(one -> one.contains("without an item: e3"));
    }

    @Test
    void an_event_that_was_not_fanned_out_to_a_live_webhook_is_lost() {
        accepted.put("e3", T);
        events.put("e3", new Books.Event(3, null));

        assertThat(compare().lost()).singleElement().asString().contains("e3 was not fanned out");
    }

    @Test
    void an_event_that_came_to_a_gone_webhook_before_its_410_is_lost() {
        gone(T.plus(Duration.ofMinutes(5)));

        assertThat(compare().lost()).singleElement().asString().contains("was not fanned out");
    }

    @Test
    void an_event_that_came_to_a_gone_webhook_after_its_410_needs_no_record() {
        gone(T);

        assertThat(compare().of(Audit.INACTIVE)).isEqualTo(1);
    }

    @Test
    void a_match_without_a_record_is_lost() {
        events.put("e3", new Books.Event(3, Set.of(WEBHOOK)));
        accepted.put("e3", T);

        assertThat(compare().lost()).singleElement().asString().contains("no record: event e3");
    }

    @Test
    void a_record_that_nobody_expected_is_a_difference() {
        events.put("e1", new Books.Event(1, Set.of()));

        assertThat(compare().unexplained()).anyMatch(one -> one.contains("nobody expected"));
    }

    @Test
    void a_success_that_its_receiver_never_accepted_is_lost() {
        arrivals.set(0, arrival("dlv_1", 1, 500));

        assertThat(compare().lost()).singleElement().asString().contains("never accepted it");
    }

    @Test
    void a_record_that_is_not_final_is_lost() {
        records.set(0, record("dlv_1", "e1", "failed", attempt(1, 1, 200, "")));

        assertThat(compare().lost()).singleElement().asString().contains("not over");
    }

    @Test
    void a_wrong_stat_is_a_difference() {
        stats = new Books.Stats(3, 2, 1, 0);

        only("stats of");
    }

    @Test
    void a_wrong_count_of_attempts_is_a_difference() {
        state = new Books.State(true, 3, false);

        only("state of");
    }

    @Test
    void an_open_slot_is_a_difference() {
        state = new Books.State(true, 2, true);

        only("state of");
    }

    @Test
    void a_recorded_answer_without_a_request_is_a_difference() {
        arrivals.remove(1);

        only("a recorded answer that no receiver gave");
    }

    @Test
    void a_recorded_reset_without_a_request_is_a_difference() {
        records.set(1, dead(attempt(1, 1, 0, "reset")));
        arrivals.remove(1);

        only("that no receiver saw");
    }

    @Test
    void a_connection_that_was_refused_needs_no_request() {
        records.set(1, dead(attempt(1, 1, 0, "connect_refused")));
        arrivals.remove(1);
        Verdict verdict = compare();

        assertThat(verdict.agrees()).as(verdict.differences()).isTrue();
        assertThat(verdict.of(AuditRequests.UNSEEN)).isEqualTo(1);
    }

    @Test
    void attempts_that_are_not_counted_from_one_are_a_difference() {
        records.set(1, dead(attempt(2, 1, 500, "")));

        only("not 1 to n");
    }

    @Test
    void a_second_request_that_nothing_explains_is_a_difference() {
        arrivals.add(arrival("dlv_1", 1, 200));

        only("a request without an attempt");
    }

    @Test
    void a_copy_explains_one_second_request() {
        witness.hear(Signals.COPIED + "dlv_1/1");
        arrivals.add(arrival("dlv_1", 1, 200));

        assertThat(compare().agrees()).isTrue();
        arrivals.add(arrival("dlv_1", 1, 200));
        only("a request without an attempt");
    }

    @Test
    void a_copy_does_not_explain_a_request_after_the_record() {
        witness.hear(Signals.COPIED + "dlv_1/1");
        arrivals.add(arrival("dlv_1", 10, 200));

        only("a request without an attempt");
    }

    @Test
    void a_redelivery_does_not_explain_a_request_after_the_record() {
        witness.hear(Signals.REDELIVERED + "dlv_1/1");
        arrivals.add(arrival("dlv_1", 10, 200));

        only("a request without an attempt");
    }

    @Test
    void a_line_about_what_was_not_recorded_explains_a_request_of_its_attempt_only() {
        arrivals.add(arrival("dlv_1", 1, 200));
        witness.hear("{\"event\":\"delivery.unrecorded\",\"delivery_id\":\"dlv_1\",\"attempt\":2}");

        only("a request without an attempt");
        witness.hear("{\"event\":\"delivery.unrecorded\",\"delivery_id\":\"dlv_1\",\"attempt\":1}");
        assertThat(compare().of(AuditRequests.BY_FAULT)).isEqualTo(1);
    }

    @Test
    void a_kill_explains_as_many_requests_as_it_held() {
        killed(1);
        arrivals.add(arrival("dlv_1", 1, 200));

        assertThat(compare().of(AuditRequests.BY_KILL)).isEqualTo(1);
        arrivals.add(arrival("dlv_1", 1, 200));
        only("more duplicates than tasks in flight");
    }

    @Test
    void a_kill_does_not_explain_a_request_after_the_record() {
        killed(5);
        arrivals.add(arrival("dlv_1", 8, 200));

        only("a request without an attempt");
    }

    @Test
    void a_dead_letter_without_a_copy_is_a_difference() {
        copies.clear();

        only("a dead letter without a copy");
    }

    @Test
    void a_copy_of_what_is_not_dead_is_a_difference() {
        copies.put("dlv_1", 1);

        only("a copy of what is not dead");
    }

    @Test
    void a_poison_message_is_a_difference() {
        poison.add("not JSON");

        only("infrastructure dead-letter queue");
    }

    @Test
    void a_line_about_a_bug_is_a_difference() {
        witness.hear("{\"event\":\"delivery.bug\"}");

        only("a line in the log");
    }

    private void only(String text) {
        Verdict verdict = compare();

        assertThat(verdict.lost()).isEmpty();
        assertThat(verdict.unexplained()).singleElement().asString().contains(text);
    }

    private void gone(Instant at) {
        temper = Temper.GONE;
        events.put("e3", new Books.Event(3, Set.of()));
        accepted.put("e3", T);
        state = new Books.State(false, 2, false);
        arrivals.add(new Arrival(0, "dlv_3", at, new Temper.Reaction(410, Duration.ZERO)));
    }

    /** Eight and a half seconds after the beginning; it had {@code held} tasks. */
    private void killed(int held) {
        lives.add(new Life(T, T.plusMillis(8_500), Point.ANYWHERE, true, held));
    }

    private Verdict compare() {
        Books books =
                new Books(events, records, Map.of(), Map.of(WEBHOOK, state), Map.of(WEBHOOK, stats), copies, poison);
        Set<String> rare = temper.isRare() ? new HashSet<>(accepted.keySet()) : Set.of();
        return new Audit(books, new Published(accepted, rare, Set.of()), arrivals, List.of(WEBHOOK), List.of(temper))
                .compare(lives, witness);
    }

    private static Arrival arrival(String delivery, int second, int status) {
        return new Arrival(0, delivery, T.plusSeconds(second), new Temper.Reaction(status, Duration.ZERO));
    }

    private static Books.Try attempt(int number, int second, int code, String error) {
        Instant start = T.plusSeconds(second);
        return new Books.Try(number, start, start.plusMillis(100), code, error);
    }

    private static Books.Recorded dead(Books.Try attempt) {
        return record("dlv_2", "e2", "dead_letter", attempt);
    }

    private static Books.Recorded record(String delivery, String event, String status, Books.Try attempt) {
        String reason = status.equals("dead_letter") ? "exhausted" : "";
        return new Books.Recorded(WEBHOOK, delivery, event, status, reason, 1, List.of(attempt));
    }
}
