package io.continuum.webhooks.local.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import software.amazon.awssdk.http.HttpExecuteResponse;

/**
 * Hands some received messages out once more at the next receive of their queue: with the same id and the same receive
 * count, as SQS may when one of its servers was away. Counts which tasks the process holds. Thread-safe.
 */
final class SecondReceives {
    private static final JsonMapper JSON = new JsonMapper();

    private final Faults faults;
    private final Signals signals;
    private final Map<String, Queue<byte[]>> seconds = new ConcurrentHashMap<>();

    SecondReceives(Faults faults, Signals signals) {
        this.faults = faults;
        this.signals = signals;
    }

    /** A call that is made only if it is needed. */
    @FunctionalInterface
    interface Receive {
        /** Receives. */
        HttpExecuteResponse receive() throws IOException;
    }

    /** Returns messages that were handed out before, or else what {@code receive} brings. */
    HttpExecuteResponse receive(ServiceCall call, Receive receive) throws IOException {
        Queue<byte[]> waiting = seconds.computeIfAbsent(
                JSON.readTree(call.body()).path("QueueUrl").asText(), _ -> new ConcurrentLinkedQueue<>());
        byte[] second = waiting.poll();
        if (second != null) {
            return FaultyHttp.again(second);
        }
        HttpExecuteResponse response = receive.receive();
        if (!response.httpResponse().isSuccessful() || response.responseBody().isEmpty()) {
            return response;
        }
        byte[] body;
        try (InputStream in = response.responseBody().get()) {
            body = in.readAllBytes();
        }
        JsonNode messages = JSON.readTree(body).path("Messages");
        if (call.isForDeliveries() && !messages.isEmpty()) {
            signals.held(messages.size());
            List<String> again = deliveries(messages, SecondReceives::isAgain);
            if (!again.isEmpty()) {
                signals.redelivered(again);
            }
        }
        if (call.caller().equals(ServiceCall.POLLER) && !messages.isEmpty() && faults.copies()) {
            signals.copied(call.isForDeliveries() ? deliveries(messages, _ -> true) : List.of());
            waiting.add(body);
        }
        return FaultyHttp.again(body);
    }

    /** To be called when a call was done. */
    void deleted(ServiceCall call) throws IOException {
        if (call.isDelete() && call.isForDeliveries()) {
            signals.held(-JSON.readTree(call.body()).path("Entries").size());
        }
    }

    private static boolean isAgain(JsonNode message) {
        return message.path("Attributes").path("ApproximateReceiveCount").asInt(1) > 1
                || message.path("Body").asText().contains("\"possible_copy\":true");
    }

    private static List<String> deliveries(JsonNode messages, Predicate<JsonNode> which) throws IOException {
        List<String> deliveries = new ArrayList<>();
        for (JsonNode message : messages) {
            if (which.test(message)) {
                JsonNode task = JSON.readTree(message.path("Body").asText());
                deliveries.add(Witness.attempt(
                        task.path("delivery_id").asText(), task.path("attempt").asInt()));
            }
        }
        return deliveries;
    }
}
