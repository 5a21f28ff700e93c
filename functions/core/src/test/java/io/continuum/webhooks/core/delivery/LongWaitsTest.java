package io.continuum.webhooks.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.continuum.webhooks.core.fake.InMemoryDeliveryQueue;
import io.continuum.webhooks.core.fake.InMemoryDeliveryQueue.Sent;
import io.continuum.webhooks.core.fake.Webhooks;
import io.continuum.webhooks.core.retry.RetryPolicy;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Waits longer than a queue holds a message back, over a queue that holds messages back as SQS does. */
class LongWaitsTest {
    private static final Duration LONGEST = Duration.ofMinutes(15);

    @Test
    @Tag("T48")
    void t48_half_an_hour_is_kept_by_hops_that_are_no_attempts() {
        DeliveryWorld world = world(List.of(0, 1_800));
        world.receiver = _ -> DeliveryWorld.answered(world.sent.size() == 1 ? 503 : 200);
        DeliveryTask task = world.task(1);

        int messages = runToTheEnd(world, task);

        Delivery record = world.record(task);
        assertThat(record.status()).isEqualTo(Status.SUCCESS);
        assertThat(record.attempts()).isEqualTo(2);
        assertThat(messages)
                .as("the first try, and the retry in two or three pieces")
                .isBetween(3, 4);
        assertThat(Duration.between(
                        record.log().getFirst().endedAt(),
                        record.log().getLast().startedAt()))
                .isBetween(Duration.ofMinutes(30), Duration.ofMinutes(33));
    }

    @Test
    @Tag("T57")
    void t57_a_chain_of_twenty_attempts_and_their_hops_comes_to_its_end() {
        List<Integer> hourly = Stream.concat(Stream.of(0), Collections.nCopies(19, 3_600).stream())
                .toList();
        DeliveryWorld world = world(hourly);
        world.receiver = _ -> DeliveryWorld.answered(world.sent.size() < 20 ? 503 : 200);
        DeliveryTask task = world.task(1);

        int messages = runToTheEnd(world, task);

        assertThat(world.record(task).status()).isEqualTo(Status.SUCCESS);
        assertThat(world.record(task).attempts()).isEqualTo(20);
        assertThat(world.sent).hasSize(20);
        assertThat(messages).as("four pieces of an hour at least").isGreaterThan(19 * 4);
    }

    /** Does what a queue does, and returns how many messages that took. */
    private static int runToTheEnd(DeliveryWorld world, DeliveryTask first) {
        InMemoryDeliveryQueue queue = new InMemoryDeliveryQueue(world.clock, LONGEST);
        queue.send(first);
        int messages = 0;
        for (List<Sent> taken = queue.take(); !taken.isEmpty(); taken = queue.take()) {
            assertThat(taken).as("one message at a time").hasSize(1);
            messages++;
            world.clock.advance(Duration.ofSeconds(taken.getFirst().delaySeconds()));
            assertThat(world.deliver(taken.getFirst().task())).isEmpty();
            world.queued.forEach(queue::send);
            world.queued.clear();
        }
        return messages;
    }

    private static DeliveryWorld world(List<Integer> seconds) {
        String json = "{\"schedule\":[%s]}"
                .formatted(seconds.stream().map(String::valueOf).collect(Collectors.joining(",")));
        try {
            RetryPolicy.Parsed parsed = RetryPolicy.parse(new JsonMapper().readTree(json));
            return new DeliveryWorld(Webhooks.valid()
                    .retryPolicy(((RetryPolicy.Parsed.Ok) parsed).policy())
                    .build());
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
