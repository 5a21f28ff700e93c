package io.continuum.webhooks.local.lambda;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;

/** Receives the messages of one batch. Thread-safe. */
final class QueueReader {
    /** Most messages of one receive (SQS). */
    private static final int RECEIVE_LIMIT = 10;

    private final MappingSettings settings;
    private final SqsClient sqs;
    private final StopSignal stop;

    QueueReader(MappingSettings settings, SqsClient sqs, StopSignal stop) {
        this.settings = settings;
        this.sqs = sqs;
        this.stop = stop;
    }

    /** Waits for a first message for as long as a long poll; then for more as long as the window. May be empty. */
    List<Message> receive() {
        List<Message> batch = new ArrayList<>(receive(settings.batchSize(), settings.longPoll()));
        if (!batch.isEmpty() && settings.batchingWindow().isPositive()) {
            try {
                fill(batch);
            } catch (SdkException _) {
                // What was received is handled now; the next receive reports that the queue is away.
            }
        }
        return batch;
    }

    private void fill(List<Message> batch) {
        long end = System.nanoTime() + settings.batchingWindow().toNanos();
        while (batch.size() < settings.batchSize() && !stop.isGiven()) {
            Duration left = Duration.ofNanos(end - System.nanoTime());
            boolean last = left.toSeconds() < 1;
            if (last && left.isPositive()) {
                // SQS waits whole seconds only: the rest of the window is waited out here, then looked at once.
                stop.pause(left);
            }
            Duration poll = left.compareTo(settings.longPoll()) < 0 ? left : settings.longPoll();
            batch.addAll(receive(settings.batchSize() - batch.size(), last ? Duration.ZERO : poll));
            if (last) {
                return;
            }
        }
    }

    private List<Message> receive(int most, Duration wait) {
        return sqs.receiveMessage(ReceiveMessageRequest.builder()
                        .queueUrl(settings.queueUrl())
                        .maxNumberOfMessages(Math.min(RECEIVE_LIMIT, most))
                        .waitTimeSeconds(Math.toIntExact(wait.toSeconds()))
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
                        .messageAttributeNames("All")
                        .build())
                .messages();
    }
}
