package io.continuum.webhooks.core.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.admission.Capacity;
import io.continuum.webhooks.core.breaker.Breaker;
import io.continuum.webhooks.core.delivery.Delivery;
import io.continuum.webhooks.core.delivery.Status;
import io.continuum.webhooks.core.id.DeliveryKey;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * A receiver is down for six hours while 10,000 deliveries wait for it, half of them from the first opening on. The clock is
 * the test's, everything else but stores and queues is the platform's.
 */
@Tag("T49")
class SixHourBreakerTest {
    private static final int WAITING = 10_000;
    private static final int OPENS_AFTER = 5;
    private static final Duration DOWN = Duration.ofHours(6);
    private static final Duration OPENING = Duration.ofMinutes(5);
    private static final int SLOTS = 10;
    private static final int RATE = 1_000;

    private final List<DeliveryKey> waiting = new ArrayList<>();

    /** Six hours with the receiver down, and a while with it up again. */
    private Outage after(Capacity capacity, Duration up) {
        Outage outage = new Outage(capacity);
        int number = 0;
        for (; number < OPENS_AFTER; number++) {
            outage.publish(number);
        }
        outage.runUntil(Outage.BEGIN.plusSeconds(1));
        assertThat(outage.breaker()).isInstanceOf(Breaker.Open.class);
        for (; waiting.size() < WAITING / 2; number++) {
            waiting.add(outage.publish(number));
        }
        Duration pause = DOWN.dividedBy(WAITING / 2 + 1L);
        for (; waiting.size() < WAITING; number++) {
            outage.runUntil(outage.now().plus(pause));
            waiting.add(outage.publish(number));
        }
        outage.runUntil(Outage.BEGIN.plus(DOWN));
        outage.answer(200);
        outage.runUntil(Outage.BEGIN.plus(DOWN).plus(up));
        return outage;
    }

    private static Capacity capacity(int rate) {
        return new Capacity(SLOTS, rate, Duration.ofSeconds(30));
    }

    @Test
    void t49_ten_thousand_wait_six_hours_and_drain_at_a_ramp(TestReporter reporter) {
        Outage outage = after(capacity(0), Duration.ofMinutes(40));

        List<Outage.Request> down = requests(outage, 500);
        long openings = DOWN.dividedBy(OPENING);
        assertThat(down)
                .as("one probe an opening")
                .hasSizeBetween(OPENS_AFTER + (int) openings / 2, OPENS_AFTER + (int) openings);
        Map<String, Long> made = outage.requests.stream()
                .collect(Collectors.groupingBy(Outage.Request::delivery, Collectors.counting()));
        Map<DeliveryKey, Delivery> records = outage.records(waiting);
        assertThat(waiting.stream()
                        .filter(key -> Objects.requireNonNull(records.get(key)).attempts()
                                != made.getOrDefault(key.delivery().toString(), 0L)))
                .as("attempts without a request, or the other way round")
                .isEmpty();

        List<DeliveryKey> untouched = waiting.stream()
                .filter(key -> made.getOrDefault(key.delivery().toString(), 0L) == 1)
                .toList();
        Map<Integer, Long> writes = untouched.stream()
                .collect(Collectors.groupingBy(outage::writesOfPlace, TreeMap::new, Collectors.counting()));
        Map<Long, Integer> pace = pace(outage);
        reporter.publishEntry(Map.of(
                "writes to wait",
                writes.toString(),
                "writes of the state",
                outage.stateWrites.toString(),
                "requests while down",
                Integer.toString(down.size()),
                "requests in each ten seconds of the drain",
                pace.toString()));
        assertThat(outage.waiting()).as("all is drained").isZero();
        assertThat(untouched.stream()
                        .map(key -> Objects.requireNonNull(records.get(key)).status())
                        .filter(status -> status != Status.SUCCESS))
                .as("deliveries that came to another end")
                .isEmpty();
        assertThat(untouched).as("all but probes").hasSizeGreaterThan(WAITING - (int) openings);
        assertThat(writes.keySet()).as("writes to wait").allMatch(count -> count <= 2);
        assertThat(outage.stateWrites.get())
                .as("writes of the state: two for each batch and probe, and what the breaker and the drain need")
                .isLessThanOrEqualTo(WAITING * 3 / 10);
        assertThat(pace.entrySet())
                .as("no more than the slots in the first ten seconds, and twice as many in each that follows")
                .allMatch(ten -> ten.getValue() <= (long) SLOTS << Math.min(ten.getKey(), 20L));
        assertThat(pace.values()).as("it does double").anyMatch(requests -> requests >= SLOTS << 6);
    }

    @Test
    void t49_a_drain_keeps_to_the_rate_of_a_clock_minute(TestReporter reporter) {
        Outage outage = after(capacity(RATE), Duration.ofMinutes(60));

        Map<Instant, Long> minutes = outage.requests.stream()
                .collect(Collectors.groupingBy(
                        request -> request.at().truncatedTo(ChronoUnit.MINUTES), TreeMap::new, Collectors.counting()));
        List<Long> drained = minutes.entrySet().stream()
                .filter(one -> !one.getKey().isBefore(Outage.BEGIN.plus(DOWN).minus(Duration.ofMinutes(1))))
                .map(Map.Entry::getValue)
                .toList();
        Map<Long, Integer> pace = pace(outage);
        reporter.publishEntry(Map.of("requests in each minute of the drain", drained.toString()));
        assertThat(drained).allSatisfy(one -> assertThat(one).isLessThanOrEqualTo(RATE));
        assertThat(outage.waiting()).as("all is drained").isZero();
        assertThat(pace.getOrDefault(0L, 0)).as("the first ten seconds").isLessThanOrEqualTo(SLOTS);
        List<DeliveryKey> more = waiting.stream()
                .filter(key -> outage.writesOfPlace(key) > 2)
                .filter(key -> outage.requests.stream()
                                .filter(request ->
                                        request.delivery().equals(key.delivery().toString()))
                                .count()
                        == 1)
                .toList();
        assertThat(more).as("those whose wait took more than two writes").isEmpty();
    }

    private static List<Outage.Request> requests(Outage outage, int status) {
        return outage.requests.stream()
                .filter(request -> request.status() == status)
                .toList();
    }

    /** Returns the requests of each ten seconds of the drain, which begins with the first minute after the good probe. */
    private static Map<Long, Integer> pace(Outage outage) {
        List<Outage.Request> up = requests(outage, 200);
        long minutes = Duration.between(Outage.BEGIN, up.getFirst().at()).toMinutes() + 1;
        Instant begin = Outage.BEGIN.plus(Duration.ofMinutes(minutes));
        return up.stream()
                .filter(request -> !request.at().isBefore(begin))
                .collect(Collectors.groupingBy(
                        request -> Duration.between(begin, request.at()).toSeconds() / 10,
                        TreeMap::new,
                        Collectors.summingInt(_ -> 1)));
    }
}
