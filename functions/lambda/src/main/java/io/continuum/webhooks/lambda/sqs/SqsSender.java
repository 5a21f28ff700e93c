package io.continuum.webhooks.lambda.sqs;

import io.continuum.webhooks.core.problem.Unavailable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

/** Sends messages to one queue, in batches that the queue takes. Thread-safe. */
final class SqsSender {
    /** Most messages of one batch (SQS quota). */
    static final int BATCH = 10;

    /** Most bytes of one batch, and of one message (SQS quota since August 2025: 1 MiB). */
    static final int BATCH_BYTES = 1024 * 1024;

    /** Room for attributes, which count as well. */
    private static final int RESERVE = 1024;

    /** Rounds in which what a batch refused is sent again; the SDK has retried whole calls by then. */
    private static final int ROUNDS = 4;

    private final SqsClient sqs;
    private final String queueUrl;

    SqsSender(SqsClient sqs, String queueUrl) {
        this.sqs = sqs;
        this.queueUrl = queueUrl;
    }

    /**
     * A message to send.
     *
     * @param body at most 1 MiB less 1 KiB of UTF-8
     * @param delaySeconds 0 to 900
     * @param group the fair queue's tenant; null = none
     */
    record Outgoing(String body, int delaySeconds, @Nullable String group) {
        /** Escapes the two characters that JSON may have in a string and SQS refuses in a body. */
        Outgoing {
            body = body.replace(Character.toString(0xFFFE), "\\ufffe").replace(Character.toString(0xFFFF), "\\uffff");
        }

        int bytes() {
            return body.getBytes(StandardCharsets.UTF_8).length + RESERVE;
        }

        /** Returns no body: it has a payload. */
        @Override
        public String toString() {
            return "Outgoing[" + body.length() + " characters]";
        }
    }

    /**
     * Sends one message.
     *
     * @throws Unavailable if the queue may not have it
     */
    void send(Outgoing message) {
        try {
            sqs.sendMessage(request -> {
                request.queueUrl(queueUrl).messageBody(message.body).delaySeconds(message.delaySeconds);
                if (message.group != null) {
                    request.messageGroupId(message.group);
                }
            });
        } catch (SdkException e) {
            throw new Unavailable("sqs SendMessage", e);
        }
    }

    /**
     * Sends many; what the queue refuses of a batch is sent again alone, and nothing that it took is.
     *
     * @throws Unavailable if the queue may not have all of them
     */
    void sendAll(List<Outgoing> messages) {
        for (List<Outgoing> batch : batches(messages)) {
            sendBatch(batch);
        }
    }

    /**
     * Sends many as {@link #sendAll} does, but goes on where a batch fails.
     *
     * @return the positions of those that the queue may not have
     */
    Set<Integer> trySendAll(List<Outgoing> messages) {
        Set<Integer> failed = new TreeSet<>();
        int from = 0;
        for (List<Outgoing> batch : batches(messages)) {
            IdentityHashMap<Outgoing, Integer> positions = new IdentityHashMap<>();
            for (int i = 0; i < batch.size(); i++) {
                positions.put(batch.get(i), from + i);
            }
            left(batch).forEach(message -> failed.add(Objects.requireNonNull(positions.get(message))));
            from += batch.size();
        }
        return failed;
    }

    /** Returns what the queue may not have of a batch. */
    private List<Outgoing> left(List<Outgoing> batch) {
        List<Outgoing> left = batch;
        for (int round = 0; round < ROUNDS && !left.isEmpty(); round++) {
            try {
                left = refused(left);
            } catch (Unavailable e) {
                // The SDK has retried the call by now.
                return left;
            }
        }
        return left;
    }

    /** Returns {@code messages} cut into batches by count and bytes, in their order. */
    static List<List<Outgoing>> batches(List<Outgoing> messages) {
        List<List<Outgoing>> batches = new ArrayList<>();
        List<Outgoing> batch = new ArrayList<>();
        int bytes = 0;
        for (Outgoing message : messages) {
            int size = message.bytes();
            if (!batch.isEmpty() && (batch.size() == BATCH || bytes + size > BATCH_BYTES)) {
                batches.add(batch);
                batch = new ArrayList<>();
                bytes = 0;
            }
            batch.add(message);
            bytes += size;
        }
        if (!batch.isEmpty()) {
            batches.add(batch);
        }
        return batches;
    }

    private void sendBatch(List<Outgoing> batch) {
        List<Outgoing> left = batch;
        for (int round = 0; round < ROUNDS && !left.isEmpty(); round++) {
            left = refused(left);
        }
        if (!left.isEmpty()) {
            throw new Unavailable("sqs SendMessageBatch refused " + left.size() + " entries");
        }
    }

    private List<Outgoing> refused(List<Outgoing> batch) {
        List<SendMessageBatchRequestEntry> entries = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            Outgoing message = batch.get(i);
            SendMessageBatchRequestEntry.Builder entry = SendMessageBatchRequestEntry.builder()
                    .id(Integer.toString(i))
                    .messageBody(message.body)
                    .delaySeconds(message.delaySeconds);
            if (message.group != null) {
                entry.messageGroupId(message.group);
            }
            entries.add(entry.build());
        }
        try {
            SendMessageBatchResponse response =
                    sqs.sendMessageBatch(request -> request.queueUrl(queueUrl).entries(entries));
            Set<String> failed =
                    response.failed().stream().map(BatchResultErrorEntry::id).collect(Collectors.toSet());
            List<Outgoing> again = new ArrayList<>();
            for (int i = 0; i < batch.size(); i++) {
                if (failed.contains(Integer.toString(i))) {
                    again.add(batch.get(i));
                }
            }
            return again;
        } catch (SdkException e) {
            throw new Unavailable("sqs SendMessageBatch", e);
        }
    }
}
