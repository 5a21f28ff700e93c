package io.continuum.webhooks.core.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.continuum.webhooks.core.fake.InMemoryEventQueue;
import io.continuum.webhooks.core.fake.InMemoryMetrics;
import io.continuum.webhooks.core.journal.Metric;
import io.continuum.webhooks.core.problem.Unavailable;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeasuredEventQueueTest {
    private final InMemoryMetrics metrics = new InMemoryMetrics();
    private final InMemoryEventQueue queue = new InMemoryEventQueue();

    private static EventMessage message(String id) {
        return new EventMessage(Events.valid().id(id).build(), true, false);
    }

    /** Takes nothing but the event {@code evt-1}. */
    private EventQueue choosy() {
        return message -> {
            if (!message.event().id().equals(message("evt-1").event().id())) {
                throw new Unavailable("test");
            }
            queue.send(message);
        };
    }

    @Test
    void events_that_the_queue_has_taken_are_counted() {
        EventQueue measured = new MeasuredEventQueue(queue, metrics);

        measured.send(message("evt-1"));
        measured.sendAll(List.of(message("evt-2"), message("evt-3")));

        assertThat(queue.messages()).hasSize(3);
        assertThat(metrics.sum(Metric.EVENTS_ACCEPTED)).isEqualTo(3);
    }

    @Test
    void events_that_it_has_not_taken_are_not() {
        EventQueue measured = new MeasuredEventQueue(choosy(), metrics);

        assertThatThrownBy(() -> measured.send(message("evt-2"))).isInstanceOf(Unavailable.class);
        assertThat(measured.sendAll(List.of(message("evt-2"), message("evt-1"))))
                .containsExactly(0);

        assertThat(metrics.values(Metric.EVENTS_ACCEPTED)).containsExactly(1L);
    }
}
