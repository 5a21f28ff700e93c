package io.continuum.webhooks.local.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import io.continuum.webhooks.local.LocalQueues;
import io.continuum.webhooks.local.LocalSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Carries out a {@link Plan}: starts everything, publishes, kills, waits until all is over, compares. */
final class Run implements AutoCloseable {
    /** A process that is killed has its messages back after this. */
    private static final int VISIBILITY_SECONDS = 12;

    private static final Map<String, String> ENVIRONMENT = Map.of(
            "PORT", "0",
            "DATA_DIR", "memory",
            "ADMIN_KEY", PlatformApi.KEY,
            "VISIBILITY_TIMEOUT_SECONDS", Integer.toString(VISIBILITY_SECONDS),
            "BREAKER_OPEN_SECONDS", "1");

    /** Copies of dead letters that a sweep was looking at when it was killed are hidden as long. */
    private static final Duration SWEEP = Duration.ofSeconds(40);

    /** Longer than a killed process's messages are away. */
    private static final Duration TRIED = Duration.ofSeconds(30);

    private static final long PAUSE_NANOS = 100_000_000;
    private static final int QUIET_LOOKS = 3;

    private final Plan plan;
    private final InstantSource clock;
    private final Consumer<String> log;
    private final Services services = new Services();
    private final Receivers receivers;
    private final Witness witness = new Witness();
    private final PlatformApi api = new PlatformApi();
    private final Queues queues;
    private final Victims victims;

    /** Prepares a run; {@code log} receives how it goes. */
    Run(Plan plan, InstantSource clock, Consumer<String> log) {
        this.plan = plan;
        this.clock = clock;
        this.log = log;
        this.receivers = new Receivers(plan.tempers(), plan.seed(), clock);
        this.queues = new Queues(
                services.clients().sqs(),
                LocalQueues.createMissing(services.clients().sqs(), LocalSettings.of(ENVIRONMENT)));
        this.victims = new Victims(plan, services.endpoints(), ENVIRONMENT, witness, clock);
    }

    /** Runs. */
    Outcome run() {
        victims.start();
        List<String> webhooks = register();
        Instant started = clock.instant();
        Instant limit = started.plus(plan.limit());
        victims.storm(true);
        Publisher publisher =
                new Publisher(plan, victims::address, services.clients().sqs(), queues.eventsUrl(), clock);
        FutureTask<Boolean> publishing = new FutureTask<>(() -> publisher.publish(receivers::deliveries), true);
        Thread.ofVirtual().start(publishing);
        try {
            new Kills(plan, victims, receivers, log)
                    .carryOut(() -> clock.instant().isBefore(limit));
            await(publishing::isDone, limit);
            publishing.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("publishing failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        } finally {
            publishing.cancel(true);
        }
        // The faults go on until everything was tried once.
        Instant soon = clock.instant().plus(TRIED);
        await(() -> receivers.deliveries() >= plan.events() * plan.common(), soon.isBefore(limit) ? soon : limit);
        log.accept("published; waiting until nothing is left to do");
        victims.storm(false);
        awaitQuiet(limit);
        Instant ended = clock.instant();
        // What the last killed process left unsettled is settled by whoever comes next: here, by the next start.
        victims.restart();
        awaitQuiet(limit);
        Map<String, Books.Stats> stats = stats(webhooks);
        victims.end();
        await(() -> queues.hiddenCopies() == 0, clock.instant().plus(SWEEP));
        Books books = books(stats);
        Published published = publisher.published();
        Verdict verdict = new Audit(books, published, receivers.arrivals(), webhooks, plan.tempers())
                .compare(victims.lives(), witness);
        return new Outcome(
                plan, started, ended, published, victims.lives(), receivers.arrivals(), witness.faults(), verdict);
    }

    private Books books(Map<String, Books.Stats> stats) {
        ReadTables tables = ReadTables.of(services.clients().dynamoDb());
        return new Books(
                tables.events(),
                tables.records(),
                tables.places(),
                tables.states(),
                stats,
                queues.deadLetterCopies(),
                queues.poison());
    }

    private List<String> register() {
        List<String> webhooks = new ArrayList<>();
        for (int i = 0; i < plan.tempers().size(); i++) {
            Temper temper = plan.tempers().get(i);
            String body = """
                    {"url":"%s","events":["%s"],"timeout_seconds":%d,"max_concurrency":20,\
                    "retry_policy":{"schedule":[0,1,1]}}""".formatted(
                            receivers.url(i),
                            temper.isRare() ? Publisher.RARE : Publisher.COMMON,
                            temper == Temper.HANGING ? 1 : 5);
            try {
                webhooks.add(api.post(victims.address(), "/v1/webhooks", body, Map.of())
                        .expecting(201)
                        .path("id")
                        .asText());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return webhooks;
    }

    private Map<String, Books.Stats> stats(List<String> webhooks) {
        Map<String, Books.Stats> stats = new HashMap<>();
        for (String webhook : webhooks) {
            try {
                JsonNode json = api.get(victims.address(), "/v1/webhooks/" + webhook + "/stats")
                        .expecting(200);
                stats.put(
                        webhook,
                        new Books.Stats(
                                json.path("total_deliveries").asLong(-1),
                                json.path("successful_deliveries").asLong(-1),
                                json.path("failed_deliveries").asLong(-1),
                                json.path("pending").asLong(-1)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return stats;
    }

    /** Waits until no queue has anything and nothing waits but for a disabled webhook; the audit says what is missing. */
    private void awaitQuiet(Instant limit) {
        int quiet = 0;
        while (quiet < QUIET_LOOKS && clock.instant().isBefore(limit)) {
            quiet = queues.waiting() == 0
                            && !new WaitingRooms(services.clients().dynamoDb()).anyoneWaits()
                    ? quiet + 1
                    : 0;
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void await(BooleanSupplier condition, Instant limit) {
        while (!condition.getAsBoolean() && clock.instant().isBefore(limit)) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    @Override
    public void close() {
        victims.close();
        receivers.close();
        services.close();
    }
}
