package io.continuum.webhooks.local.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/**
 * The messages of one invocation and the event that carries them, as AWS sends it
 * (docs.aws.amazon.com/lambda/latest/dg/with-sqs.html#example-standard-queue-message-event).
 */
record SqsBatch(List<Message> messages, String event) {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String OPENING = "{\"Records\":[";
    private static final String CLOSING = "]}";

    SqsBatch {
        messages = List.copyOf(messages);
    }

    /** Makes the batches: one, or more where one event would be larger than Lambda takes. */
    static List<SqsBatch> of(List<Message> messages, MappingSettings settings) {
        List<SqsBatch> batches = new ArrayList<>();
        List<Message> taken = new ArrayList<>();
        StringBuilder records = new StringBuilder();
        long bytes = 0;
        for (Message message : messages) {
            String item = item(message, settings);
            long size = item.getBytes(UTF_8).length + 1L;
            if (!taken.isEmpty()
                    && OPENING.length() + bytes + size + CLOSING.length() > LambdaFunction.MAX_PAYLOAD_BYTES) {
                batches.add(new SqsBatch(taken, OPENING + records + CLOSING));
                taken = new ArrayList<>();
                records.setLength(0);
                bytes = 0;
            }
            records.append(taken.isEmpty() ? "" : ",").append(item);
            taken.add(message);
            bytes += size;
        }
        batches.add(new SqsBatch(taken, OPENING + records + CLOSING));
        return batches;
    }

    Set<String> messageIds() {
        return messages.stream().map(Message::messageId).collect(Collectors.toUnmodifiableSet());
    }

    private static String item(Message message, MappingSettings settings) {
        ObjectNode item = JSON.objectNode();
        item.put("messageId", message.messageId());
        item.put("receiptHandle", message.receiptHandle());
        item.put("body", message.body());
        ObjectNode attributes = item.putObject("attributes");
        message.attributesAsStrings().forEach(attributes::put);
        item.set("messageAttributes", attributes(message.messageAttributes()));
        if (message.md5OfMessageAttributes() != null) {
            item.put("md5OfMessageAttributes", message.md5OfMessageAttributes());
        }
        item.put("md5OfBody", message.md5OfBody());
        item.put("eventSource", "aws:sqs");
        item.put("eventSourceARN", settings.queueArn());
        item.put("awsRegion", settings.region());
        return item.toString();
    }

    private static ObjectNode attributes(Map<String, MessageAttributeValue> values) {
        ObjectNode attributes = JSON.objectNode();
        values.forEach((name, value) -> {
            ObjectNode attribute = attributes.putObject(name);
            if (value.stringValue() != null) {
                attribute.put("stringValue", value.stringValue());
            }
            if (value.binaryValue() != null) {
                attribute.put(
                        "binaryValue",
                        Base64.getEncoder().encodeToString(value.binaryValue().asByteArray()));
            }
            attribute.putArray("stringListValues");
            attribute.putArray("binaryListValues");
            attribute.put("dataType", value.dataType());
        });
        return attributes;
    }
}
