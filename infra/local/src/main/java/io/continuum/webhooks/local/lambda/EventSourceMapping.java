package io.continuum.webhooks.local.lambda;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * Lambda's event-source mapping of a standard SQS queue with {@code ReportBatchItemFailures}: polls the queue, invokes
 * the function once per batch, deletes what succeeded and leaves the rest to its visibility timeout. Redrive is the
 * queue's own.
 *
 * <p>A message is received only when an invocation is free for it, so none waits in this process while its visibility
 * timeout runs. Messages that make more than 6 MB together are handed over in several invocations, one after another.
 * While the endpoint is away the pollers try again at growing intervals, for ever; no failure ends them.
 */
public final class EventSourceMapping implements AutoCloseable {
    /** Lambda begins with five pollers; they bring a burst to full concurrency within a few receives. */
    private static final int POLLERS = 5;

    private final MappingSettings settings;
    private final LambdaFunction function;
    private final Consumer<String> log;
    private final StopSignal stop = new StopSignal();
    private final QueueReader reader;
    private final MessageDeleter deleter;
    private final Semaphore invocations;
    private final AtomicBoolean away = new AtomicBoolean();

    private EventSourceMapping(MappingSettings settings, SqsClient sqs, LambdaFunction function, Consumer<String> log) {
        this.settings = settings;
        this.function = function;
        this.log = log;
        this.reader = new QueueReader(settings, sqs, stop);
        this.deleter = new MessageDeleter(settings, sqs, stop, log);
        this.invocations = new Semaphore(settings.maximumConcurrency(), true);
    }

    /**
     * Starts polling.
     *
     * @param sqs stays open until this is closed; needs five connections for polls and one per invocation, and a read
     *     timeout above the long poll
     * @param log receives a line for each failed batch and when the queue goes away or comes back
     */
    public static EventSourceMapping start(
            MappingSettings settings, SqsClient sqs, LambdaFunction function, Consumer<String> log) {
        var mapping = new EventSourceMapping(settings, sqs, function, log);
        for (int poller = 0; poller < Math.min(POLLERS, settings.maximumConcurrency()); poller++) {
            Thread.ofVirtual()
                    .name("poll-%s-%d".formatted(settings.queueName(), poller))
                    .start(mapping::poll);
        }
        return mapping;
    }

    /**
     * Stops polling and waits until the invocations under way are settled, for the drain limit at the most. What is not
     * settled by then is delivered again after its visibility timeout.
     */
    @Override
    public void close() {
        stop.give();
        try {
            Duration limit = settings.drainLimit().plus(settings.longPoll());
            if (!invocations.tryAcquire(settings.maximumConcurrency(), limit.toNanos(), TimeUnit.NANOSECONDS)) {
                log.accept(settings.queueName() + ": invocations were still running when the drain limit was over");
                return;
            }
            invocations.release(settings.maximumConcurrency());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void poll() {
        Duration pause = Backoff.FIRST;
        while (!stop.isGiven()) {
            if (pollOnce()) {
                pause = Backoff.FIRST;
            } else {
                stop.pause(pause);
                pause = Backoff.next(pause);
            }
        }
    }

    /** Answers whether the queue answered. Catches everything: this is the outermost frame of the poller. */
    private boolean pollOnce() {
        invocations.acquireUninterruptibly();
        boolean handedOver = false;
        try {
            if (stop.isGiven()) {
                return true;
            }
            List<Message> messages = reader.receive();
            if (away.compareAndSet(true, false)) {
                log.accept(settings.queueName() + ": the queue answers again");
            }
            if (!messages.isEmpty()) {
                Thread.ofVirtual().name("invoke-" + function.name()).start(() -> run(messages));
                handedOver = true;
            }
            return true;
        } catch (RuntimeException | Error e) {
            if (away.compareAndSet(false, true)) {
                log.accept("%s: the queue does not answer, trying again: %s".formatted(settings.queueName(), e));
            }
            return false;
        } finally {
            if (!handedOver) {
                invocations.release();
            }
        }
    }

    /** The outermost frame of the thread of an invocation. */
    private void run(List<Message> messages) {
        try {
            for (SqsBatch batch : SqsBatch.of(messages, settings)) {
                settle(batch, BatchAnswer.of(function.invoke(batch.event()), batch.messageIds()));
            }
        } catch (RuntimeException | Error e) {
            log.accept("%s: a batch of %d was given up: %s".formatted(settings.queueName(), messages.size(), e));
        } finally {
            invocations.release();
        }
    }

    private void settle(SqsBatch batch, BatchAnswer answer) {
        switch (answer) {
            case BatchAnswer.Failures(var failed) ->
                deleter.delete(batch.messages().stream()
                        .filter(message -> !failed.contains(message.messageId()))
                        .toList());
            case BatchAnswer.WholeBatch(String reason) ->
                log.accept("%s: a batch of %d failed: %s"
                        .formatted(settings.queueName(), batch.messages().size(), reason));
        }
    }
}
