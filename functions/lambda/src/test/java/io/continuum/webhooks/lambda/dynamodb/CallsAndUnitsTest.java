package io.continuum.webhooks.lambda.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What an event and a delivery cost in calls and DynamoDB units, situation by situation, as DynamoDB counts them. The table
 * is {@code calls.txt}, and it stands in the documentation: a figure that grows fails here and shows as a changed line. The
 * lines of a run are written to {@code target/calls.txt}, to be taken over if the change is meant.
 */
class CallsAndUnitsTest {
    private static final Path GOLDEN = Path.of("src/test/resources/calls.txt");
    private static final Path DOCUMENTATION = Path.of("../../docs/reliability.md");
    private static final Path RUN = Path.of("target/calls.txt");

    private final CallsWorld world = new CallsWorld();
    private final List<String> lines = new ArrayList<>();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void no_situation_takes_other_calls_or_units_than_the_table_says() throws IOException {
        events();
        firstTries();
        failures();
        waits();
        openBreaker();
        held();

        Files.createDirectories(RUN.toAbsolutePath().getParent());
        Files.write(RUN, lines);
        assertThat(lines).isEqualTo(table(Files.readAllLines(GOLDEN)));
    }

    @Test
    void the_documentation_shows_the_table() throws IOException {
        assertThat(table(Files.readAllLines(DOCUMENTATION))).isEqualTo(table(Files.readAllLines(GOLDEN)));
    }

    /** Returns the lines of the table, without its head; what stands around it is another's. */
    private static List<String> table(List<String> text) {
        return text.stream()
                .dropWhile(line -> !line.startsWith("| situation"))
                .skip(2)
                .takeWhile(line -> line.startsWith("| "))
                .toList();
    }

    private void count(String situation, Runnable what) {
        lines.add(world.line(situation, what));
    }

    private void events() {
        String one = "{\"event\":\"custom.one\",\"data\":{\"memory_id\":\"mem_abc123\"}}";
        String named = "{\"id\":\"my-own-id\",\"event\":\"custom.one\",\"data\":{\"memory_id\":\"mem_abc123\"}}";
        String ten = "{\"events\":[" + String.join(",", Collections.nCopies(10, one)) + "]}";
        world.register("custom.one", "");
        for (int i = 0; i < 10; i++) {
            world.register("custom.ten", "");
        }
        world.publish("/v1/events", one);
        world.emit(world.events());
        world.tasks();

        count("API: publish an event", () -> world.publish("/v1/events", one));
        count("emitter: an event of the API, one webhook", () -> world.emit(world.events()));
        count("API: publish an event with an id of its own", () -> world.publish("/v1/events", named));
        count("API: publish ten events in a batch", () -> world.publish("/v1/events/batch", ten));
        count("emitter: ten events of the API in a batch, one webhook each", () -> {
            List<String> events = world.events();
            world.emit(events.subList(events.size() - 10, events.size()));
        });
        count("emitter: an event of the queue, no webhook", () -> world.emit(List.of(CallsWorld.event("custom.none"))));
        count("emitter: an event of the queue, one webhook", () -> world.emit(List.of(CallsWorld.event("custom.one"))));
        count(
                "emitter: an event of the queue, ten webhooks",
                () -> world.emit(List.of(CallsWorld.event("custom.ten"))));
        count(
                "emitter: ten events of the queue in a batch, one webhook each",
                () -> world.emit(Collections.nCopies(10, CallsWorld.event("custom.one"))));
        world.tasks();
    }

    private void firstTries() {
        world.deliver(world.tasks("custom.one", 1));
        world.deliver(world.tasks("custom.ten", 1));
        count("first try, alone", deliver("custom.one", 1));
        count("first try, 3 of one webhook in a batch", deliver("custom.one", 3));
        count("first try, 10 of one webhook in a batch", deliver("custom.one", 10));
        count("first try, 10 of ten webhooks in a batch", deliver("custom.ten", 1));
        List<String> copied = world.tasks("custom.one", 1);
        world.deliver(copied);
        count("a copy of a delivered task", () -> world.redeliver(copied));
        List<String> cold = world.tasks("custom.one", 1);
        world.restartDelivery();
        count("first try, alone, in a process that has just started", () -> world.deliver(cold));
        List<String> coldTen = world.tasks("custom.one", 10);
        world.restartDelivery();
        count(
                "first try, 10 of one webhook in a batch, in a process that has just started",
                () -> world.deliver(coldTen));
        List<String> nextHour = world.tasks("custom.one", 1);
        world.pass(Duration.ofHours(1));
        count("first try, alone, the first of an hour (the last hour is written)", () -> world.deliver(nextHour));
        List<String> users = List.of(CallsWorld.eventOf("u-1", "custom.one"));
        count("emitter: an event of the queue that names a user, one webhook", () -> world.emit(users));
        List<String> first = world.tasks();
        count(
                "first try of a user's event, alone (the list of erasures is read, every 10 s)",
                () -> world.deliver(first));
        world.emit(List.of(CallsWorld.eventOf("u-2", "custom.one")));
        List<String> second = world.tasks();
        count("first try of a user's event, alone, within these 10 s", () -> world.deliver(second));
    }

    private Runnable deliver(String type, int many) {
        List<String> tasks = world.tasks(type, many);
        return () -> world.deliver(tasks);
    }

    private void failures() {
        world.register("custom.failing", ",\"retry_policy\":{\"schedule\":[0,1]}");
        world.deliver(world.tasks("custom.failing", 1));
        world.answer(500);
        count("first try that fails, and its retry sent", deliver("custom.failing", 1));
        List<String> dying = world.tasks();
        world.deliver(world.tasks("custom.failing", 1));
        List<String> retried = world.tasks();
        world.pass(Duration.ofSeconds(2));
        count("last retry that fails: dead letter, its copy and its report", () -> world.deliver(dying));
        assertThat(world.deadLetters()).hasSize(1);
        world.events();
        world.answer(200);
        count("retry that succeeds", () -> world.deliver(retried));
    }

    private void waits() {
        world.register("custom.slow", ",\"rate_limit_per_minute\":1");
        world.deliver(world.tasks("custom.slow", 1));
        count("rate used up: put off", deliver("custom.slow", 1));
        List<String> limited = world.tasks();
        world.pass(Duration.ofMinutes(2));
        count("rate free again: it goes", () -> world.deliver(limited));
        world.register("custom.narrow", ",\"max_concurrency\":1");
        world.deliver(world.tasks("custom.narrow", 1));
        count("two in a batch, a slot for one: one goes, one is put off", deliver("custom.narrow", 2));
        world.tasks();
    }

    private void openBreaker() {
        world.register("custom.down", ",\"retry_policy\":{\"schedule\":[0,1,1,1,1,1,1]}");
        world.deliver(world.tasks("custom.down", 1));
        world.answer(500);
        count("five failures that open the breaker, their retries and its report", deliver("custom.down", 5));
        world.tasks();
        world.events();
        count("breaker open: put off for the first time", deliver("custom.down", 1));
        List<String> waiting = world.tasks();
        probe();
        count("breaker open: put off again", () -> world.deliver(waiting));
        List<String> again = world.tasks();
        probe();
        count("breaker open for the third time: what went round is parked", () -> world.deliver(again));
        count("breaker open for the third time: parked", deliver("custom.down", 1));
        count("breaker open for the third time: ten parked in a batch", deliver("custom.down", 10));
        assertThat(world.tasks()).isEmpty();
        release();
    }

    /** Lets the opening end and the next one go and fail. */
    private void probe() {
        List<String> probe = world.tasks("custom.down", 1);
        world.pass(Duration.ofMinutes(6));
        world.deliver(probe);
        world.tasks();
        // As every minute: it looks at the webhook again when this opening ends.
        world.tick();
        world.tasks();
    }

    private void release() {
        // The move of secrets looks twice, 15 minutes apart, and then no more.
        world.tick();
        world.tasks();
        world.pass(Duration.ofMinutes(16));
        world.tick();
        List<String> probe = world.tasks();
        assertThat(probe).hasSize(1);
        world.answer(200);
        count("maintenance: a minute with nothing to do", world::tick);
        count("released probe that succeeds and closes the breaker", () -> world.deliver(probe));
        count("maintenance: eleven parked ones are released", world::tick);
        List<String> released = world.tasks();
        assertThat(released).hasSize(11);
        count("released deliveries, ten in a batch", () -> world.deliver(released.subList(0, 10)));
    }

    private void held() {
        String webhook = world.register("custom.held", "");
        world.deliver(world.tasks("custom.held", 1));
        List<String> held = world.tasks("custom.held", 11);
        world.activate(webhook, false);
        count("webhook just disabled: held", () -> world.deliver(held.subList(0, 1)));
        count("webhook disabled: ten held in a batch", () -> world.deliver(held.subList(1, 11)));
        world.activate(webhook, true);
        count("maintenance: eleven held ones are released", world::tick);
        List<String> released = world.tasks();
        assertThat(released).hasSize(11);
        count("held ones that go, ten in a batch", () -> world.deliver(released.subList(0, 10)));
    }
}
