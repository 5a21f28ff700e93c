package io.continuum.webhooks.lambda.sqs;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The event and the answer of an event-source mapping for SQS. Read as a tree: the events library's own classes need a
 * mapper that costs a cold start more than it gives.
 */
public final class SqsRecords {
    private static final ObjectMapper JSON = new ObjectMapper();

    private SqsRecords() {}

    /**
     * One message of a batch.
     *
     * @param messageId names it in the answer
     * @param body as sent
     * @param receiveCount how often the queue has handed it out, this time included
     * @param sentAt when the queue got it
     * @param sourceArn the queue
     */
    public record Message(String messageId, String body, int receiveCount, Instant sentAt, String sourceArn) {
        /** Returns whether the queue has handed it out before. */
        public boolean redelivered() {
            return receiveCount > 1;
        }

        /** Returns no body: it has a payload. */
        @Override
        public String toString() {
            return "Message[" + messageId + ", " + body.length() + " characters]";
        }
    }

    /** Reads the messages of a batch. */
    public static List<Message> read(InputStream in) throws IOException {
        List<Message> messages = new ArrayList<>();
        for (JsonNode record : JSON.readTree(in).path("Records")) {
            JsonNode attributes = record.path("attributes");
            messages.add(new Message(
                    record.path("messageId").asText(),
                    record.path("body").asText(),
                    attributes.path("ApproximateReceiveCount").asInt(1),
                    Instant.ofEpochMilli(attributes.path("SentTimestamp").asLong()),
                    record.path("eventSourceARN").asText()));
        }
        return messages;
    }

    /** Writes which messages must stay in their queue. */
    public static void write(OutputStream out, Collection<String> failed) throws IOException {
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeArrayFieldStart("batchItemFailures");
            for (String id : failed) {
                json.writeStartObject();
                json.writeStringField("itemIdentifier", id);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }
}
