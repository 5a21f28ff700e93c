package io.continuum.webhooks.lambda.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.contract.EventQueueContract;
import io.continuum.webhooks.core.event.EventMessage;
import io.continuum.webhooks.core.event.EventMessages;
import io.continuum.webhooks.core.event.EventQueue;
import io.continuum.webhooks.core.event.Events;
import io.continuum.webhooks.core.problem.Result;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

class SqsEventQueueTest extends EventQueueContract {
    private final SqsClient sqs = TestQueues.client();

    @AfterEach
    void close() {
        sqs.close();
    }

    @Override
    protected Harness newQueue() {
        String url = TestQueues.create(sqs);
        return new Opened(sqs, url, new SqsEventQueue(sqs, url));
    }

    private record Opened(SqsClient sqs, String url, EventQueue queue) implements Harness {
        @Override
        public List<EventMessage> receive() {
            return TestQueues.receive(sqs, url).stream().map(Opened::read).toList();
        }

        private static EventMessage read(Message message) {
            return switch (EventMessages.read(message.body(), message.messageId(), Events.ACCEPTED)) {
                case Result.Ok<EventMessage>(EventMessage read) -> read;
                case Result.Refused<EventMessage> refused -> throw new AssertionError(refused);
            };
        }
    }

    @Test
    void tenants_are_the_groups_of_a_fair_queue() {
        String url = TestQueues.create(sqs);
        var event = Events.valid().tenant("t_1").build();

        new SqsEventQueue(sqs, url).send(new EventMessage(event, true, false));

        assertThat(TestQueues.receive(sqs, url))
                .extracting(message -> message.attributes().get(MessageSystemAttributeName.MESSAGE_GROUP_ID))
                .containsExactly("t_1");
    }

    @Test
    @Tag("T43")
    void a_hundred_events_are_ten_calls_and_a_queue_that_is_gone_has_none_of_them() {
        AtomicInteger calls = new AtomicInteger();
        ExecutionInterceptor counter = new ExecutionInterceptor() {
            @Override
            public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
                calls.incrementAndGet();
            }
        };
        List<EventMessage> messages = IntStream.range(0, 100)
                .mapToObj(i -> new EventMessage(Events.valid().id("evt_" + i).build(), true, false))
                .toList();
        try (SqsClient counted = TestQueues.client(counter)) {
            String url = TestQueues.create(sqs);
            assertThat(new SqsEventQueue(counted, url).sendAll(messages)).isEmpty();
            assertThat(calls).hasValue(10);
            assertThat(new SqsEventQueue(counted, url + "-gone").sendAll(messages))
                    .hasSize(100);
        }
    }
}
