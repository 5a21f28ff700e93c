package io.continuum.webhooks.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.continuum.webhooks.core.event.Priority;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * A flood to endpoints that hang, and 100 quiet endpoints beside it, whose events come while the backlog stands. Nothing
 * helps the quiet ones but what the platform does: the local queue has no fair queueing, and the delivery function runs at
 * most 50 invocations of 10 messages a queue, as a deployment's default is.
 *
 * <p>The short form has a tenth of the deliveries and of the hang, and begins with quiet events once the flood is put off,
 * not after a set time. The full one (10,000 deliveries, hangs of 30 s, about four minutes) is
 * run from the repository's root by
 *
 * <pre>mvn -pl infra/local -am verify -Dtest=NoisyNeighbourTest -Dsurefire.failIfNoSpecifiedTests=false -Dnoisy=full</pre>
 */
@EmbeddedOnly("its latencies are those of the embedded services")
class NoisyNeighbourTest {
    private static final int HANGING = 10;
    private static final int QUIET = 100;
    private static final int BATCH = 100;
    private static final Duration PROMISED = Duration.ofSeconds(2);

    private final Form form = "full".equals(System.getProperty("noisy")) ? Form.FULL : Form.SHORT;

    /**
     * A size of the test.
     *
     * @param flood deliveries to those that hang, all together
     * @param timeout of their requests; they hang longer
     * @param opening how long their breakers open
     * @param calm from the flood's last event to the first quiet one
     * @param events to the quiet ones, all together
     * @param pace from one quiet event to the next
     */
    private record Form(int flood, Duration timeout, Duration opening, Duration calm, int events, Duration pace) {
        static final Form SHORT = new Form(
                1_000,
                Duration.ofSeconds(3),
                Duration.ofSeconds(120),
                Duration.ofSeconds(5),
                2 * QUIET,
                Duration.ofMillis(50));
        static final Form FULL = new Form(
                10_000,
                Duration.ofSeconds(30),
                Duration.ofSeconds(300),
                Duration.ofSeconds(60),
                10 * QUIET,
                Duration.ofMillis(100));
    }

    @Test
    @Tag("T55")
    void t55_quiet_endpoints_do_not_wait_for_hanging_ones(TestReporter reporter) throws InterruptedException {
        try (TestPlatform platform =
                        TestPlatform.with(Map.of("BREAKER_OPEN_SECONDS", Long.toString(form.opening.toSeconds())));
                Receiver hanging = Receiver.slow(_ -> 200, form.timeout.plusSeconds(1));
                Receiver quiet = Receiver.answering(200)) {
            Api api = platform.api();
            for (int i = 0; i < HANGING; i++) {
                String more = ",\"timeout_seconds\":" + form.timeout.toSeconds();
                api.register(hanging.url() + i, "custom.flood", more);
            }
            for (int i = 0; i < QUIET; i++) {
                api.register(quiet.url() + i, "custom.quiet_" + i, "");
            }

            flood(api);
            Backlog backlog = new Backlog(platform);
            if (form.equals(Form.SHORT)) {
                // A cold process on a busy machine takes longer for a tenth of the flood than a tenth of the minute.
                Await.until("the flood is put off", () -> backlog.visible() == 0 ? "" : null);
            }
            Map<Integer, Instant> published = publish(api, backlog);
            Map<Integer, Instant> arrived = Await.until("every quiet event", () -> {
                Map<Integer, Instant> seen = arrivals(quiet);
                return seen.size() >= form.events ? seen : null;
            });
            backlog.look();

            List<Duration> latencies = published.entrySet().stream()
                    .map(sent -> Duration.between(sent.getValue(), arrived.get(sent.getKey())))
                    .sorted()
                    .toList();
            reporter.publishEntry(Map.of(
                    "p50",
                    latencies.get(latencies.size() / 2).toMillis() + " ms",
                    "p99",
                    percentile99(latencies).toMillis() + " ms",
                    "max",
                    latencies.getLast().toMillis() + " ms",
                    "quiet events",
                    Integer.toString(latencies.size()),
                    "backlog at least",
                    Integer.toString(backlog.least()),
                    "requests to those that hang",
                    Integer.toString(hanging.requests().size())));
            assertThat(latencies).hasSize(form.events);
            assertThat(hanging.requests()).as("they were asked, and hung").hasSizeGreaterThanOrEqualTo(HANGING);
            // All but what is in flight or failed and waits for its own next attempt, which is in the queue as well.
            assertThat(backlog.least()).as("the backlog stood").isGreaterThanOrEqualTo(form.flood * 9 / 10);
            assertThat(percentile99(latencies)).as("p99 of quiet ones").isLessThan(PROMISED);
        }
    }

    /** What waits for those that hang, looked at while quiet events come: in the queue of its priority. */
    private static final class Backlog {
        private final TestPlatform platform;
        private final AtomicInteger least = new AtomicInteger(Integer.MAX_VALUE);

        Backlog(TestPlatform platform) {
            this.platform = platform;
        }

        void look() {
            int now = platform.messages(platform.platform().queues().delivery(Priority.NORMAL));
            least.accumulateAndGet(now, Math::min);
        }

        int least() {
            return least.get();
        }

        /** Returns how many messages an invocation could take now; none before the flood has come. */
        int visible() {
            String url = platform.platform().queues().delivery(Priority.NORMAL).url();
            Map<QueueAttributeName, String> counts = platform.platform()
                    .aws()
                    .sqs()
                    .getQueueAttributes(request -> request.queueUrl(url)
                            .attributeNames(
                                    QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                                    QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED))
                    .attributes();
            int delayed = count(counts, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED);
            return delayed < Form.SHORT.flood * 9 / 10
                    ? Integer.MAX_VALUE
                    : count(counts, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES);
        }

        private static int count(Map<QueueAttributeName, String> counts, QueueAttributeName name) {
            return Integer.parseInt(counts.getOrDefault(name, "0"));
        }
    }

    private void flood(Api api) {
        String one = "{\"event\":\"custom.flood\",\"data\":{\"n\":-1}}";
        String batch =
                IntStream.range(0, BATCH).mapToObj(_ -> one).collect(Collectors.joining(",", "{\"events\":[", "]}"));
        for (int sent = 0; sent < form.flood / HANGING; sent += BATCH) {
            api.post("/v1/events/batch", batch).expecting(202);
        }
    }

    /** Publishes at a pace that no slow answer holds up, as its own events are not what is measured; returns when. */
    private Map<Integer, Instant> publish(Api api, Backlog backlog) throws InterruptedException {
        Map<Integer, Instant> published = new ConcurrentHashMap<>();
        CountDownLatch left = new CountDownLatch(form.events);
        AtomicInteger next = new AtomicInteger();
        try (ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
                ExecutorService publishers = Executors.newVirtualThreadPerTaskExecutor()) {
            ScheduledFuture<?> pace = timer.scheduleAtFixedRate(
                    () -> {
                        int n = next.getAndIncrement();
                        if (n < form.events) {
                            publishers.execute(() -> {
                                if (n % QUIET == 0) {
                                    backlog.look();
                                }
                                published.put(n, Instant.now());
                                api.post("/v1/events", quietEvent(n)).expecting(202);
                                left.countDown();
                            });
                        }
                    },
                    form.calm.toMillis(),
                    form.pace.toMillis(),
                    TimeUnit.MILLISECONDS);
            Duration expected = form.calm.plus(form.pace.multipliedBy(form.events));
            assertThat(left.await(expected.plusSeconds(30).toMillis(), TimeUnit.MILLISECONDS))
                    .as("every quiet event was accepted")
                    .isTrue();
            pace.cancel(false);
        }
        return published;
    }

    private static String quietEvent(int n) {
        return "{\"event\":\"custom.quiet_%d\",\"data\":{\"n\":%d}}".formatted(n % QUIET, n);
    }

    /** Returns the first arrival of each event. */
    private static Map<Integer, Instant> arrivals(Receiver receiver) {
        Map<Integer, Instant> arrivals = new HashMap<>();
        for (Receiver.Request request : receiver.requests()) {
            try {
                JsonNode body = Api.JSON.readTree(request.text());
                arrivals.putIfAbsent(body.path("data").path("n").asInt(), request.at());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return arrivals;
    }

    /** Returns the latency that one in a hundred exceeds. */
    private static Duration percentile99(List<Duration> sorted) {
        return sorted.get((int) Math.ceil(sorted.size() * 0.99) - 1);
    }
}
