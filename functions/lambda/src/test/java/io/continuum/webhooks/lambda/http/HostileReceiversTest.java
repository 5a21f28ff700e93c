package io.continuum.webhooks.lambda.http;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.continuum.webhooks.core.admission.Capacity;
import io.continuum.webhooks.core.delivery.Attempt;
import io.continuum.webhooks.core.delivery.Delivery;
import io.continuum.webhooks.core.delivery.DeliveryTask;
import io.continuum.webhooks.core.delivery.Status;
import io.continuum.webhooks.core.egress.UrlPolicy;
import io.continuum.webhooks.core.event.Events;
import io.continuum.webhooks.core.fake.Webhooks;
import io.continuum.webhooks.core.signing.Credentials;
import io.continuum.webhooks.core.signing.Secret;
import io.continuum.webhooks.core.webhook.Webhook;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every hostility through the delivery function, in batches of ten as SQS sends them: seven hostile receivers and three
 * good ones, all at once. What a JVM sends first is slow, so a batch of
 * good ones goes before.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("T01")
@Tag("T02")
@Tag("T03")
@Tag("T04")
@Tag("T05")
@Tag("T06")
@Tag("T07")
@Tag("T08")
@Tag("T09")
@Tag("T10")
@Tag("T11")
@Tag("T12")
@Tag("T13")
@Tag("T14")
@Tag("T15")
@Tag("T16")
@Tag("T17")
@Tag("T18")
@Tag("T19")
@Tag("T20")
@Tag("T21")
@Tag("T22")
@Tag("T25")
@Tag("T26")
class HostileReceiversTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final Duration SLACK = Duration.ofSeconds(1);
    private static final int HOSTILE = 7;
    private static final int GOOD = 3;

    /** What T06 allows the heap to grow by; here for all that is allocated, collected or not. */
    private static final long MOST_ALLOCATED = 64L * 1_024 * 1_024;

    private final Map<Hostility, Seen> seen = new EnumMap<>(Hostility.class);
    private final List<Batch> batches = new ArrayList<>();

    @SuppressWarnings("NullAway.Init")
    private TestCertificates certificates;

    /** What one hostile receiver got and what was recorded of it. */
    private record Seen(Delivery record, boolean retried, boolean active, int connections, int requests) {
        Attempt attempt() {
            return record.log().getFirst();
        }
    }

    /** What one batch took. */
    private record Batch(List<Hostility> hostile, Duration took, long allocated, List<Delivery> good) {}

    /** One receiver, the webhook that goes to it and the task for it. */
    private record Target(HostileReceiver receiver, Webhook webhook, DeliveryTask task) {}

    @BeforeAll
    void deliver_to_all(@TempDir Path folder) throws Exception {
        certificates = TestCertificates.in(folder).withRareFaults();
        deliver(List.of(), Duration.ofSeconds(20));
        var all = List.of(Hostility.values());
        for (int at = 0; at < all.size(); at += HOSTILE) {
            batches.add(deliver(all.subList(at, Math.min(all.size(), at + HOSTILE)), TIMEOUT));
        }
    }

    @Test
    void there_are_more_than_thirty() {
        assertThat(Hostility.values()).hasSizeGreaterThan(60);
        assertThat(seen).hasSameSizeAs(Hostility.values());
    }

    @Test
    void each_is_a_fault_of_which_this_class_bears_the_name() {
        var tags = Arrays.stream(HostileReceiversTest.class.getAnnotationsByType(Tag.class))
                .map(Tag::value)
                .toList();
        assertThat(Arrays.stream(Hostility.values())
                        .map(one -> one.name().substring(0, one.name().indexOf('_')))
                        .distinct())
                .containsExactlyElementsOf(tags);
    }

    @ParameterizedTest
    @EnumSource(Hostility.class)
    void the_attempt_ends_within_a_second_of_its_time_with_the_right_outcome(Hostility hostility) {
        var attempt = seen(hostility).attempt();
        String outcome = attempt.error() == null ? String.valueOf(attempt.responseCode()) : attempt.error();
        assertThat(hostility.outcomes()).contains(outcome);
        assertThat(attempt.duration()).isLessThan(TIMEOUT.plus(SLACK));
        assertThat(attempt.responseBody().length()).isLessThanOrEqualTo(16 * 1_024);
    }

    @ParameterizedTest
    @EnumSource(Hostility.class)
    void it_is_one_attempt_over_one_connection_and_a_failure_is_tried_later(Hostility hostility) {
        var it = seen(hostility);
        boolean gone = hostility == Hostility.T21_GONE;
        assertThat(it.connections()).isEqualTo(1);
        assertThat(it.requests()).isLessThanOrEqualTo(1);
        assertThat(it.record().attempts()).isEqualTo(1);
        boolean failed = it.attempt().error() != null;
        assertThat(it.record().status()).isEqualTo(failed ? Status.FAILED : Status.SUCCESS);
        assertThat(it.retried()).isEqualTo(failed);
        assertThat(it.active()).isEqualTo(!gone);
    }

    @Test
    void every_batch_ends_within_a_second_of_its_time() {
        assertThat(batches)
                .allSatisfy(batch ->
                        assertThat(batch.took()).as(batch.hostile().toString()).isLessThan(TIMEOUT.plus(SLACK)));
    }

    @Test
    void the_other_deliveries_of_a_batch_arrive() {
        assertThat(batches)
                .hasSizeGreaterThan(8)
                .allSatisfy(batch -> assertThat(batch.good())
                        .as(batch.hostile().toString())
                        .hasSize(GOOD)
                        .allSatisfy(record -> {
                            assertThat(record.status()).isEqualTo(Status.SUCCESS);
                            assertThat(record.log().getFirst().duration()).isLessThan(TIMEOUT);
                        }));
    }

    /**
     * Receivers send without end for as long as they are let. Measured is what all threads of the JVM allocated, the
     * receivers' too: the heap cannot grow by more, whenever it is collected.
     */
    @Test
    void t06_no_batch_allocates_more_than_64_mb() {
        assertThat(batches)
                .allSatisfy(batch -> assertThat(batch.allocated())
                        .as(batch.hostile().toString())
                        .isBetween(1L, MOST_ALLOCATED));
    }

    private Seen seen(Hostility hostility) {
        return Objects.requireNonNull(seen.get(hostility));
    }

    private Batch deliver(List<Hostility> hostile, Duration timeout) throws Exception {
        var limits = new SenderLimits(timeout, timeout, 20);
        try (var sender =
                new GuardedHttpSender(new UrlPolicy(true), limits, Senders.THIS_MACHINE, certificates.client())) {
            var function = new DeliveryFunction(sender);
            var targets = new ArrayList<Target>();
            for (var one : hostile) {
                var receiver = receiver(one);
                String url = one.certificate == null ? receiver.url() : receiver.tlsUrl();
                targets.add(target(function, targets.size(), receiver, url));
            }
            for (int i = 0; i < GOOD; i++) {
                var good = HostileReceiver.tls(certificates.serverOf("good"), HostileReceiver.answering(Senders.OK));
                targets.add(target(function, targets.size(), good, good.url()));
            }
            try {
                return deliver(function, hostile, targets);
            } finally {
                for (var target : targets) {
                    target.receiver().close();
                }
            }
        }
    }

    private Batch deliver(DeliveryFunction function, List<Hostility> hostile, List<Target> targets) throws Exception {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getTotalThreadAllocatedBytes();
        long start = System.nanoTime();
        function.deliver(targets.stream().map(Target::task).toList());
        var took = Duration.ofNanos(System.nanoTime() - start);
        long allocated = threads.getTotalThreadAllocatedBytes() - before;
        var retried = function.queued.stream().collect(toMap(task -> task.key(), task -> task));
        for (int i = 0; i < hostile.size(); i++) {
            var target = targets.get(i);
            seen.put(
                    hostile.get(i),
                    new Seen(
                            function.record(target.task()),
                            retried.containsKey(target.task().key()),
                            function.current(target.webhook()).active(),
                            target.receiver().connections(),
                            target.receiver().requests().size()));
        }
        var good = targets.stream()
                .skip(hostile.size())
                .map(target -> function.record(target.task()))
                .toList();
        return new Batch(hostile, took, allocated, good);
    }

    private HostileReceiver receiver(Hostility hostility) throws IOException, GeneralSecurityException {
        String certificate = hostility.certificate;
        return certificate == null || certificate.isEmpty()
                ? HostileReceiver.plain(hostility.behaviour)
                : HostileReceiver.tls(certificates.serverOf(certificate), hostility.behaviour);
    }

    private static Target target(DeliveryFunction function, int number, HostileReceiver receiver, String url) {
        var webhook = Webhooks.valid()
                .number(number)
                .url(url)
                .capacity(new Capacity(10, 0, TIMEOUT))
                .build();
        function.register(webhook, Credentials.of(new Secret("a-secret-for-tests")));
        var event = Events.valid()
                .id("evt_" + number)
                .tenant(webhook.key().tenant().value())
                .acceptedAt(DeliveryFunction.NOW)
                .build();
        return new Target(receiver, webhook, function.task(webhook, event));
    }
}
