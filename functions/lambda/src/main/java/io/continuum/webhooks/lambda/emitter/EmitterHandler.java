package io.continuum.webhooks.lambda.emitter;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.continuum.webhooks.core.event.EventMessage;
import io.continuum.webhooks.core.event.EventMessages;
import io.continuum.webhooks.core.event.EventQueue;
import io.continuum.webhooks.core.event.ReceiveEvent;
import io.continuum.webhooks.core.fanout.FanOut;
import io.continuum.webhooks.core.fanout.Intake;
import io.continuum.webhooks.core.fanout.SkipErased;
import io.continuum.webhooks.core.journal.Metric;
import io.continuum.webhooks.core.journal.Metrics;
import io.continuum.webhooks.core.problem.Refusal;
import io.continuum.webhooks.core.problem.Result;
import io.continuum.webhooks.core.problem.Unavailable;
import io.continuum.webhooks.lambda.sqs.SqsPoisonQueue;
import io.continuum.webhooks.lambda.sqs.SqsRecords;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Fans the events of a batch out. Never throws for a message: what cannot be read goes to the poison queue. */
public final class EmitterHandler implements RequestStreamHandler {
    /** Kept free at the end of an invocation: time to send a hundred tasks, and what goes on. */
    private static final Duration RESERVE = Duration.ofSeconds(10);

    /** With less left no further event is begun: time to put what began into its queues, and to answer. */
    private static final Duration LAST = Duration.ofSeconds(5);

    private final SkipErased skipErased;
    private final FanOut fanOut;
    private final ReceiveEvent receive;
    private final Queues queues;
    private final Metrics metrics;

    /**
     * What is sent to.
     *
     * @param poison gets what cannot be read
     * @param events gets what is left of a fan-out that does not fit into one invocation
     */
    public record Queues(SqsPoisonQueue poison, EventQueue events) {}

    /** Reads messages by {@code receive} and fans out by {@code fanOut} what {@code skipErased} leaves. */
    public EmitterHandler(ReceiveEvent receive, SkipErased skipErased, FanOut fanOut, Queues queues, Metrics metrics) {
        this.metrics = metrics;
        this.receive = receive;
        this.skipErased = skipErased;
        this.fanOut = fanOut;
        this.queues = queues;
    }

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
        List<SqsRecords.Message> messages = SqsRecords.read(in);
        Set<String> failed = new LinkedHashSet<>();
        List<Intake> intakes = new ArrayList<>();
        ReceiveEvent.Batch batch = receive.batch();
        for (SqsRecords.Message message : messages) {
            try {
                take(message, batch, failed).ifPresent(intakes::add);
            } catch (RuntimeException e) {
                // Unavailable, or a bug that one message meets: it must not touch the others of its batch.
                failed.add(message.messageId());
            }
        }
        FanOut.Outcome outcome = fanOut.fanOut(skipErased.skip(intakes, failed), turn(context));
        failed.addAll(outcome.failed());
        for (SqsRecords.Message message : messages) {
            String reason = outcome.rejected().get(message.messageId());
            if (reason != null) {
                reject(message, reason, failed);
            }
        }
        SqsRecords.write(out, failed);
    }

    private FanOut.Turn turn(Context context) {
        return new FanOut.Turn() {
            @Override
            public boolean isOver() {
                return context.getRemainingTimeInMillis() < RESERVE.toMillis();
            }

            @Override
            public boolean mayBegin() {
                return context.getRemainingTimeInMillis() >= LAST.toMillis();
            }

            @Override
            public void goOn(EventMessage rest) {
                queues.events.send(rest);
            }
        };
    }

    private Optional<Intake> take(SqsRecords.Message message, ReceiveEvent.Batch batch, Set<String> failed) {
        EventMessages.Sent sent = new EventMessages.Sent(message.messageId(), message.sentAt());
        return switch (batch.read(message.body(), sent, message.redelivered())) {
            case Result.Ok<EventMessage>(EventMessage read) ->
                Optional.of(new Intake(message.messageId(), read, message.redelivered()));
            case Result.Refused<EventMessage>(Refusal refusal) -> {
                reject(message, refusal.detail(), failed);
                yield Optional.empty();
            }
        };
    }

    private void reject(SqsRecords.Message message, String reason, Set<String> failed) {
        try {
            queues.poison.put(message.body(), message.sourceArn(), reason);
            metrics.add(Metric.EVENTS_REJECTED, 1);
        } catch (Unavailable e) {
            failed.add(message.messageId());
        }
    }
}
