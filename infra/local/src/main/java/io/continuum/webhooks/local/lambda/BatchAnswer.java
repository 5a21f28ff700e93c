package io.continuum.webhooks.local.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashSet;
import java.util.Set;

/**
 * What an invocation means for its messages, with {@code ReportBatchItemFailures}: AWS's rules of "Success and failure
 * conditions" (docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html).
 */
sealed interface BatchAnswer {
    ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** These messages failed, the others succeeded; empty when all succeeded. */
    record Failures(Set<String> messageIds) implements BatchAnswer {
        public Failures {
            messageIds = Set.copyOf(messageIds);
        }
    }

    /** Every message failed, for this reason. */
    record WholeBatch(String reason) implements BatchAnswer {}

    static BatchAnswer of(InvocationResult result, Set<String> messageIds) {
        return switch (result) {
            case InvocationResult.Answered(String payload) -> read(payload, messageIds);
            case InvocationResult.Failed(String type, String message) -> new WholeBatch(type + ": " + message);
            case InvocationResult.TimedOut(var after) -> new WholeBatch("timed out after " + after);
        };
    }

    private static BatchAnswer read(String payload, Set<String> messageIds) {
        if (payload.isBlank()) {
            return new Failures(Set.of());
        }
        try {
            JsonNode answer = JSON.readTree(payload);
            if (!answer.isNull() && !answer.isObject()) {
                return new WholeBatch("the answer is not an object");
            }
            JsonNode failures = answer.path("batchItemFailures");
            if (failures.isMissingNode() || failures.isNull()) {
                return new Failures(Set.of());
            }
            return failures.isArray()
                    ? identified(failures, messageIds)
                    : new WholeBatch("batchItemFailures: no array");
        } catch (JsonProcessingException _) {
            return new WholeBatch("the answer is not JSON");
        }
    }

    private static BatchAnswer identified(JsonNode failures, Set<String> messageIds) {
        Set<String> failed = new HashSet<>();
        for (JsonNode failure : failures) {
            JsonNode id = failure.path("itemIdentifier");
            if (!id.isTextual() || !messageIds.contains(id.textValue())) {
                return new WholeBatch("itemIdentifier is missing, empty or not of this batch");
            }
            failed.add(id.textValue());
        }
        return new Failures(failed);
    }
}
