package io.continuum.webhooks.local.lambda;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * Deletes messages that were dealt with. What cannot be deleted after some tries is delivered again when its visibility
 * timeout is over, as with SQS: handlers must stand that. Thread-safe.
 */
final class MessageDeleter {
    /** Most entries of one request (SQS). */
    private static final int BATCH_LIMIT = 10;

    private static final int TRIES = 5;

    private final MappingSettings settings;
    private final SqsClient sqs;
    private final StopSignal stop;
    private final Consumer<String> log;

    MessageDeleter(MappingSettings settings, SqsClient sqs, StopSignal stop, Consumer<String> log) {
        this.settings = settings;
        this.sqs = sqs;
        this.stop = stop;
        this.log = log;
    }

    void delete(List<Message> messages) {
        for (int from = 0; from < messages.size(); from += BATCH_LIMIT) {
            deleteRequest(messages.subList(from, Math.min(messages.size(), from + BATCH_LIMIT)));
        }
    }

    private void deleteRequest(List<Message> messages) {
        List<DeleteMessageBatchRequestEntry> left = entries(messages);
        Duration pause = Backoff.FIRST;
        for (int tries = 1; !left.isEmpty(); tries++) {
            left = tryOnce(left);
            if (!left.isEmpty() && tries == TRIES) {
                log.accept("%s: %d messages were handled but not deleted; they will be delivered again"
                        .formatted(settings.queueName(), left.size()));
                return;
            }
            if (!left.isEmpty()) {
                stop.pause(pause);
                pause = Backoff.next(pause);
            }
        }
    }

    /** Answers the entries worth another try. */
    private List<DeleteMessageBatchRequestEntry> tryOnce(List<DeleteMessageBatchRequestEntry> entries) {
        try {
            List<BatchResultErrorEntry> failed = sqs.deleteMessageBatch(
                            request -> request.queueUrl(settings.queueUrl()).entries(entries))
                    .failed();
            Map<String, DeleteMessageBatchRequestEntry> byId =
                    entries.stream().collect(Collectors.toMap(DeleteMessageBatchRequestEntry::id, Function.identity()));
            List<DeleteMessageBatchRequestEntry> again = new ArrayList<>();
            for (BatchResultErrorEntry failure : failed) {
                DeleteMessageBatchRequestEntry entry = byId.get(failure.id());
                if (entry != null && !Boolean.TRUE.equals(failure.senderFault())) {
                    again.add(entry);
                } else {
                    log.accept(
                            "%s: a message could not be deleted: %s".formatted(settings.queueName(), failure.code()));
                }
            }
            return again;
        } catch (SdkException e) {
            log.accept("%s: deleting failed: %s".formatted(settings.queueName(), e.getMessage()));
            return entries;
        }
    }

    private static List<DeleteMessageBatchRequestEntry> entries(List<Message> messages) {
        return IntStream.range(0, messages.size())
                .mapToObj(index -> DeleteMessageBatchRequestEntry.builder()
                        .id(Integer.toString(index))
                        .receiptHandle(messages.get(index).receiptHandle())
                        .build())
                .toList();
    }
}
