package io.continuum.webhooks.local.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import software.amazon.awssdk.http.HttpExecuteRequest;

/**
 * A call on the wire.
 *
 * @param caller id of the function, or {@link #POLLER}
 * @param service such as {@code DynamoDB_20120810}
 * @param operation such as {@code PutItem}
 * @param body its JSON
 */
record ServiceCall(String caller, String service, String operation, String body) {
    /** The event-source mappings. */
    static final String POLLER = "poller";

    /** Reads the call that {@code request} is: all three services have the protocol AWS JSON. */
    static ServiceCall of(String caller, HttpExecuteRequest request) {
        String target =
                request.httpRequest().firstMatchingHeader("X-Amz-Target").orElse("unknown.unknown");
        int dot = target.indexOf('.');
        return new ServiceCall(caller, target.substring(0, dot), target.substring(dot + 1), body(request));
    }

    boolean isDynamoDb() {
        return service.startsWith("DynamoDB");
    }

    /** Returns whether it is for a queue of tasks. */
    boolean isForDeliveries() {
        return body.contains("webhooks-delivery-");
    }

    boolean isReceive() {
        return operation.equals("ReceiveMessage");
    }

    boolean isDelete() {
        return operation.equals("DeleteMessageBatch");
    }

    private static String body(HttpExecuteRequest request) {
        return Optional.ofNullable(request.contentStreamProvider().orElse(null))
                .map(provider -> {
                    try (InputStream in = provider.newStream()) {
                        return new String(in.readAllBytes(), UTF_8);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .orElse("");
    }
}
