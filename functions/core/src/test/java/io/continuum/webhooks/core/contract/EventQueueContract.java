package io.continuum.webhooks.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.event.EventMessage;
import io.continuum.webhooks.core.event.EventQueue;
import io.continuum.webhooks.core.event.Events;
import io.continuum.webhooks.core.event.Priority;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link EventQueue} does. */
public abstract class EventQueueContract {
    private static final int BIG = 256 * 1024;

    private Harness harness;

    /** A queue that nobody else uses, and how to look into it. */
    public interface Harness {
        EventQueue queue();

        /** Takes what a consumer gets now, in any order. */
        List<EventMessage> receive();
    }

    /** Returns an empty queue. */
    protected abstract Harness newQueue();

    @BeforeEach
    void open() {
        harness = newQueue();
    }

    @Test
    void a_message_arrives_at_once_with_every_field_of_its_event() {
        EventMessage message = new EventMessage(
                Events.valid()
                        .tenant("t_1")
                        .type("memory_added")
                        .data("{\"text\": \"\\u0000 \\ud83d\\ude00 < & é\", \"n\": 9007199254740993}")
                        .priority(Priority.HIGH)
                        .user("user \ud83d\ude00")
                        .request("req_1")
                        .test()
                        .build(),
                true,
                true);

        harness.queue().send(message);

        assertThat(harness.receive()).containsExactly(message);
    }

    @Test
    void a_message_keeps_whether_it_is_stored_and_possibly_a_copy() {
        var event = Events.valid().withoutTimestamp().build();
        List<EventMessage> messages = List.of(
                new EventMessage(event, false, false),
                new EventMessage(event, true, false),
                new EventMessage(event, false, true),
                EventMessage.rest(event, 300));

        messages.forEach(harness.queue()::send);

        assertThat(harness.receive()).containsExactlyInAnyOrderElementsOf(messages);
    }

    @Test
    void the_largest_event_arrives() {
        String data = "{\"text\":\"" + "x".repeat(BIG - "{\"text\":\"\"}".length()) + "\"}";
        EventMessage message = new EventMessage(Events.valid().data(data).build(), true, false);

        harness.queue().send(message);

        assertThat(harness.receive()).containsExactly(message);
    }

    @Test
    void many_are_sent_at_once() {
        List<EventMessage> messages = IntStream.range(0, 25)
                .mapToObj(i -> new EventMessage(Events.valid().id("evt_" + i).build(), true, false))
                .toList();

        assertThat(harness.queue().sendAll(messages)).isEmpty();

        assertThat(harness.receive()).containsExactlyInAnyOrderElementsOf(messages);
    }
}
