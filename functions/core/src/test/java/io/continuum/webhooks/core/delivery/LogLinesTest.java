package io.continuum.webhooks.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Saved queries are checked against events/log-lines.jsonl, and that file against what is really written. */
class LogLinesTest {
    private static final Path SAMPLES = Path.of("../../events/log-lines.jsonl");

    private final DeliveryWorld world = new DeliveryWorld();

    /** What queries compare, and the names and kinds of all fields. */
    private static String shape(JsonNode line) {
        Set<String> fields = new TreeSet<>();
        line.properties()
                .forEach(field ->
                        fields.add(field.getKey() + ":" + field.getValue().getNodeType()));
        return String.join(
                " ",
                line.path("message").asText(),
                line.path("level").asText(),
                line.path("outcome").asText(),
                "" + fields);
    }

    private Set<String> written() {
        JsonMapper json = new JsonMapper();
        return world.lines.stream()
                .map(line -> shape(json.<JsonNode>valueToTree(line)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> samples() throws IOException {
        JsonMapper json = new JsonMapper();
        try (Stream<String> lines = Files.lines(SAMPLES)) {
            return lines.map(line -> {
                        try {
                            return shape(json.readTree(line));
                        } catch (JsonProcessingException e) {
                            throw new AssertionError("not JSON: " + line, e);
                        }
                    })
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private void exhaust() {
        world.receiver = _ -> DeliveryWorld.answered(500);
        DeliveryTask next = world.task(1);
        for (int attempt = 1; attempt <= 6; attempt++) {
            world.clock.advance(Duration.between(world.clock.instant(), next.notBefore()));
            world.clock.advance(Duration.ofMinutes(5));
            world.deliver(next);
            next = world.queued.isEmpty() ? next : world.queued.removeFirst();
        }
    }

    private void closeBreaker() {
        world.receiver = _ -> DeliveryWorld.answered(200);
        world.clock.advance(Duration.ofMinutes(6));
        world.deliver(world.task(2));
    }

    private void expire() {
        world.receiver = _ -> DeliveryWorld.answered(500);
        world.deliver(IntStream.range(10, 15).mapToObj(world::task).toArray(DeliveryTask[]::new));
        world.deliver(world.task(20).next(1, DeliveryWorld.NOW.minus(Duration.ofDays(4)), DeliveryWorld.NOW));
    }

    @Test
    void the_samples_are_the_lines_as_they_are_written() throws IOException {
        exhaust();
        closeBreaker();
        expire();

        assertThat(samples()).isEqualTo(written());
    }
}
