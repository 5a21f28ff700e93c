package io.continuum.webhooks.local.runtime;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** Makes what Lambda makes of messages. */
final class SqsEvents {
    private SqsEvents() {}

    /** Returns the event of a batch; messages by their id. */
    static String of(Map<String, String> bodies) {
        ObjectNode event = FunctionWorld.object();
        ArrayNode records = event.putArray("Records");
        bodies.forEach((id, body) -> {
            ObjectNode message = records.addObject();
            message.put("messageId", id).put("receiptHandle", "handle").put("body", body);
            message.putObject("attributes").put("ApproximateReceiveCount", "1").put("SentTimestamp", "1764000000000");
            message.putObject("messageAttributes");
            message.put("eventSource", "aws:sqs")
                    .put("eventSourceARN", "arn:aws:sqs:us-east-1:000000000000:webhooks-events")
                    .put("awsRegion", "us-east-1");
        });
        return event.toString();
    }
}
