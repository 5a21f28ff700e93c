package io.continuum.webhooks.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.egress.HttpPost;
import io.continuum.webhooks.core.egress.SendFailure;
import io.continuum.webhooks.core.egress.SendResult;
import io.continuum.webhooks.core.fake.Webhooks;
import io.continuum.webhooks.core.format.Format;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.AggregateWith;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.aggregator.ArgumentsAggregator;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each format's defaults against a receiver that fails in each way: the table says all that happens, and when. */
class FormatFailuresTest {
    private static final String TABLE = "/vectors/format-failures.csv";
    private static final Instant BEGIN = Instant.parse("2026-11-23T10:01:00Z");
    private static final Duration ANSWER = Duration.ofSeconds(2);

    /** More than any schedule has: a delivery that never ends fails its test instead of hanging it. */
    private static final int ROUNDS = 30;

    @ParameterizedTest
    @CsvFileSource(resources = TABLE, useHeadersInDisplayName = true)
    @Tag("T24")
    @Tag("T27")
    @Tag("T28")
    void a_receiver_that_always_fails_is_asked_on_schedule_and_then_no_more(@AggregateWith(Rows.class) Row row) {
        DeliveryWorld world = world(row);
        DeliveryTask task = first(world);

        runToTheEnd(world, task);

        Delivery end = world.shown(task);
        assertThat(end.status().code()).isEqualTo(row.status());
        assertThat(end.reason() == null ? null : end.reason().code()).isEqualTo(row.reason());
        assertThat(end.last().orElseThrow().error()).isEqualTo(row.error());
        assertThat(end.attempts()).isEqualTo(row.delays().size());
        assertThat(world.sent).as("requests").hasSize(row.delays().size());
        assertThat(delays(end)).isEqualTo(row.delays());
        assertThatNoneIsEarlyAndNoneOverTenPercentLate(end);
    }

    @ParameterizedTest
    @CsvFileSource(resources = TABLE, useHeadersInDisplayName = true)
    void the_dead_are_copied_counted_and_told_of_once_and_nothing_else_is(@AggregateWith(Rows.class) Row row) {
        DeliveryWorld world = world(row);

        runToTheEnd(world, first(world));

        int dead = row.status().equals("dead_letter") ? 1 : 0;
        assertThat(world.deadLetters).hasSize(dead);
        assertThat(world.state().stats().failed()).isEqualTo(dead);
        assertThat(world.reported()).filteredOn("delivery.exhausted"::equals).hasSize(dead);
        assertThat(world.journal).filteredOn("ERROR delivery.attempted"::equals).hasSize(dead);
        assertThat(world.state().slots()).isEmpty();
    }

    @ParameterizedTest
    @CsvFileSource(resources = TABLE, useHeadersInDisplayName = true)
    void only_gone_disables_the_webhook(@AggregateWith(Rows.class) Row row) {
        DeliveryWorld world = world(row);

        runToTheEnd(world, first(world));

        boolean active = row.webhook().equals("active");
        assertThat(world.current().active()).isEqualTo(active);
        assertThat(world.current().disabledReason()).isEqualTo(active ? null : row.webhook());
        assertThat(world.reported()).filteredOn("webhook.disabled"::equals).hasSize(active ? 0 : 1);
    }

    @ParameterizedTest
    @CsvFileSource(resources = TABLE, useHeadersInDisplayName = true)
    void a_receiver_that_recovers_gets_the_second_request_and_no_third(@AggregateWith(Rows.class) Row row) {
        DeliveryWorld world = world(row);
        Function<HttpPost, SendResult> failing = world.receiver;
        world.receiver = post -> world.sent.size() == 1 ? failing.apply(post) : DeliveryWorld.answered(200);
        DeliveryTask task = first(world);

        runToTheEnd(world, task);

        boolean retried = row.delays().size() > 1;
        assertThat(world.sent).hasSize(retried ? 2 : 1);
        assertThat(world.shown(task).status().code()).isEqualTo(retried ? "success" : row.status());
    }

    @ParameterizedTest
    @MethodSource("formatsThatRetryWhatIsGone")
    void what_is_held_for_a_webhook_that_is_gone_expires_three_days_after_it_was_due(String format) {
        DeliveryWorld world = world(Row.of(format, "410"));
        DeliveryTask task = first(world);
        runToTheEnd(world, task);

        Instant due = Objects.requireNonNull(world.shown(task).waiting()).due();
        world.clock.set(due.plus(Duration.ofDays(3)).minusSeconds(1));
        world.releaseAndDeliver();
        assertThat(world.shown(task).status()).isEqualTo(Status.HELD);

        world.clock.set(due.plus(Duration.ofDays(3)));
        world.releaseAndDeliver();
        assertThat(world.shown(task).status()).isEqualTo(Status.DEAD_LETTER);
        assertThat(world.shown(task).reason()).isEqualTo(Reason.EXPIRED);
        assertThat(world.sent).hasSize(1);
    }

    @Test
    void the_table_shows_every_format_with_every_way_to_fail() throws IOException {
        List<String> rows = rows();
        Set<String> ways = new TreeSet<>();
        rows.forEach(row -> ways.add(way(row)));

        assertThat(ways).hasSizeGreaterThan(25);
        assertThat(ways)
                .contains("400,", "404,", "410,", "429,120", "500,", "503,120", "202,", "204,")
                .contains(Stream.of(SendFailure.values())
                        .map(failure -> failure.code() + ",")
                        .toArray(String[]::new));
        for (Format format : Format.all()) {
            assertThat(rows.stream()
                            .filter(row -> row.startsWith(format.name() + ","))
                            .map(FormatFailuresTest::way))
                    .as(format.name())
                    .containsExactlyInAnyOrderElementsOf(ways);
        }
    }

    private static Stream<String> formatsThatRetryWhatIsGone() {
        return Format.all().stream().filter(format -> !format.isFinal(410)).map(Format::name);
    }

    private static DeliveryWorld world(Row row) {
        Format format = Format.of(row.format()).orElseThrow();
        DeliveryWorld world = new DeliveryWorld(Webhooks.valid().format(format).build());
        world.clock.set(BEGIN);
        world.receiver = post -> {
            // Only a time-out lasts as long as a request may: from its end on the next delay counts.
            SendResult result = result(row, post.timeout());
            world.clock.advance(result.duration());
            return result;
        };
        return world;
    }

    private static SendResult result(Row row, Duration timeout) {
        if (Character.isDigit(row.answer().charAt(0))) {
            int status = Integer.parseInt(row.answer());
            SendResult.Answered plain = (SendResult.Answered)
                    (row.retryAfter() == null
                            ? DeliveryWorld.answered(status)
                            : DeliveryWorld.answered(status, "retry-after", row.retryAfter()));
            return new SendResult.Answered(status, plain.headers(), "", false, ANSWER);
        }
        SendFailure failure = SendFailure.valueOf(row.answer().toUpperCase(Locale.ROOT));
        return new SendResult.Unanswered(failure, failure == SendFailure.TIMEOUT ? timeout : ANSWER);
    }

    private static DeliveryTask first(DeliveryWorld world) {
        DeliveryTask task = world.task(1);
        return new DeliveryTask(task.key(), 1, BEGIN, BEGIN, task.event(), false, false, false, 0, null);
    }

    /** Does what a queue does: hands each task out when its time has come, until there is none. */
    private static void runToTheEnd(DeliveryWorld world, DeliveryTask first) {
        world.queued.add(first);
        for (int round = 0; !world.queued.isEmpty(); round++) {
            assertThat(round).as("rounds").isLessThan(ROUNDS);
            DeliveryTask next = world.queued.removeFirst();
            world.clock.set(next.notBefore());
            assertThat(world.deliver(next)).as("messages that stay").isEmpty();
        }
    }

    private static List<Long> delays(Delivery delivery) {
        List<Long> delays = new ArrayList<>(List.of(0L));
        List<Attempt> log = delivery.log();
        for (int i = 0; i < log.size() - 1; i++) {
            Instant due = Objects.requireNonNull(log.get(i).nextRetryAt());
            delays.add(Duration.between(log.get(i).endedAt(), due).toSeconds());
            assertThat(due).as("whole seconds").isEqualTo(log.get(i).endedAt().plusSeconds(delays.getLast()));
        }
        return delays;
    }

    private static void assertThatNoneIsEarlyAndNoneOverTenPercentLate(Delivery delivery) {
        List<Attempt> log = delivery.log();
        assertThat(log.getFirst().startedAt()).isEqualTo(BEGIN);
        for (int i = 1; i < log.size(); i++) {
            Instant ended = log.get(i - 1).endedAt();
            Instant due = Objects.requireNonNull(log.get(i - 1).nextRetryAt());
            Duration most = Duration.between(ended, due).multipliedBy(110).dividedBy(100);
            assertThat(log.get(i).startedAt()).isBetween(due, ended.plus(most));
        }
    }

    private static List<String> rows() throws IOException {
        try (InputStream in = Objects.requireNonNull(FormatFailuresTest.class.getResourceAsStream(TABLE))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .skip(1)
                    .toList();
        }
    }

    /** Returns answer and Retry-After of a row; a date's comma makes no difference. */
    private static String way(String row) {
        String[] cells = row.split(",", -1);
        return cells[1] + "," + cells[2];
    }

    /** A row of the table. */
    record Row(
            String format,
            String answer,
            @Nullable String retryAfter,
            List<Long> delays,
            String status,
            @Nullable String reason,
            @Nullable String error,
            String webhook) {
        static Row of(String format, String answer) {
            return new Row(format, answer, null, List.of(), "", null, null, "");
        }
    }

    /** Reads the cells of a row. */
    static final class Rows implements ArgumentsAggregator {
        @Override
        public Row aggregateArguments(ArgumentsAccessor cells, ParameterContext context) {
            List<Long> delays =
                    Stream.of(text(cells, 3).split(" ")).map(Long::valueOf).toList();
            return new Row(
                    text(cells, 0),
                    text(cells, 1),
                    cells.getString(2),
                    delays,
                    text(cells, 4),
                    cells.getString(5),
                    cells.getString(6),
                    text(cells, 7));
        }

        private static String text(ArgumentsAccessor cells, int column) {
            return Objects.requireNonNull(cells.getString(column));
        }
    }
}
