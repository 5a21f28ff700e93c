package io.continuum.webhooks.local.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The ledger's named faults in short; the names are those of docs/reliability.md. The long forms:
 * {@code mvn -Pledger -Dledger.scenario=t33 -Dledger.deliveries=1000 -Dledger.kills=20}. All faults together are run by
 * {@code mvn -Pledger} only.
 *
 * <p>Not part of {@code mvn verify}: every run looks for what nobody expects, and may still find the double count that
 * docs/reliability.md tells of. {@code mvn verify -Dtests.without= -Dtests.only=ledger} runs it.
 */
@Tag("ledger")
class LedgerTest {
    private static final long SEED = 20_261_123;
    private static final Duration LIMIT = Duration.ofMinutes(4);

    @Test
    @Tag("T33")
    void t33_killed_before_the_post() {
        killed(Scenario.T33, Point.BEFORE_POST);
    }

    @Test
    @Tag("T34")
    void t34_killed_during_the_post() {
        Outcome outcome = killed(Scenario.T34, Point.DURING_POST);

        // The receiver had it and the platform cannot know: it comes again, with the same id.
        assertThat(outcome.verdict().of(AuditRequests.BY_KILL)).isPositive();
    }

    @Test
    @Tag("T35")
    void t35_killed_after_the_answer_before_settling() {
        Outcome outcome = killed(Scenario.T35, Point.BEFORE_RECORD);

        assertThat(outcome.verdict().of(AuditRequests.BY_KILL)).isPositive();
    }

    @Test
    @Tag("T36")
    void t36_killed_after_settling_before_the_delete() {
        Outcome outcome = killed(Scenario.T36, Point.BEFORE_DELETE);

        assertThat(outcome.verdict().of(AuditRequests.BY_REDELIVERY))
                .as("the copy is recognised, and not sent")
                .isZero();
    }

    @Test
    @Tag("T37")
    void t37_killed_between_settling_and_the_next_task() {
        killed(Scenario.T37, Point.BEFORE_NEXT_TASK);
    }

    @Test
    @Tag("T38")
    void t38_killed_between_dead_letter_record_and_its_copy() {
        Outcome outcome = killed(Scenario.T38, Point.BEFORE_DEAD_LETTER_COPY);

        assertThat(outcome.verdict().of(AuditTotals.COPIES))
                .isGreaterThanOrEqualTo(outcome.verdict().of(Audit.DEAD_LETTER));
    }

    @Test
    @Tag("T40")
    void t40_every_message_arrives_twice() {
        Outcome outcome = run(Scenario.T40, 200, 10, 0);

        assertThat(outcome.faults().get("RECEIVED_TWICE")).isPositive();
        assertThat(outcome.verdict().of(AuditRequests.ATTEMPTS))
                .as("records are 1 each")
                .isEqualTo(outcome.verdict().of(Audit.DELIVERIES));
    }

    @Test
    @Tag("T44")
    void t44_a_third_of_the_calls_throttled() {
        Outcome outcome = run(Scenario.T44, 300, 10, 0);

        assertThat(outcome.faults().get("THROTTLED")).isPositive();
        assertThat(outcome.verdict().of(AuditRequests.ATTEMPTS))
                .as("no attempt is burned")
                .isEqualTo(outcome.verdict().of(Audit.DELIVERIES));
    }

    @Test
    @Tag("T45")
    void t45_the_table_is_down_at_settlement() {
        Outcome outcome = run(Scenario.T45, 300, 10, 0);

        assertThat(outcome.faults().get("TABLE_DOWN")).isPositive();
        // Duplicates are allowed, for the receivers' answers could not be kept; the records end right.
        assertThat(outcome.verdict().of(Audit.SUCCESS))
                .isEqualTo(outcome.verdict().of(Audit.DELIVERIES));
    }

    private static Outcome killed(Scenario scenario, Point point) {
        Outcome outcome = run(scenario, 200, 10, 2);

        assertThat(outcome.lives().stream().filter(Life::killed).map(Life::point))
                .containsExactly(point, point);
        assertThat(outcome.verdict().of(AuditRequests.BY_COPY)).isZero();
        assertThat(outcome.verdict().of(AuditRequests.BY_FAULT)).isZero();
        return outcome;
    }

    private static Outcome run(Scenario scenario, int deliveries, int webhooks, int kills) {
        Plan plan = scenario.plan(SEED, deliveries, webhooks, kills, LIMIT);
        try (Run run = new Run(plan, InstantSource.system(), _ -> {})) {
            Outcome outcome = run.run();
            assertThat(outcome.verdict().agrees())
                    .as(outcome.verdict().differences())
                    .isTrue();
            return outcome;
        }
    }
}
