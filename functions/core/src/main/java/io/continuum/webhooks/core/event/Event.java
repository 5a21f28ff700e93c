package io.continuum.webhooks.core.event;

import com.fasterxml.jackson.databind.JsonNode;
import io.continuum.webhooks.core.id.EventId;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.json.CanonicalJson;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Something that happened, published once.
 *
 * @param data an object, passed unchanged to every format
 * @param timestamp when it happened: as published, else when it was accepted
 * @param acceptedAt when this platform took it
 * @param priority as published, else the catalogue's
 * @param userId whom it is about, if the publisher said so beside the data
 * @param livemode false for tests
 * @param requestId the publisher's own name for the request, if any
 * @param timestampGiven whether the publisher stated the timestamp
 */
public record Event(
        TenantId tenant,
        EventId id,
        EventType type,
        CanonicalJson data,
        Instant timestamp,
        Instant acceptedAt,
        Priority priority,
        Optional<String> userId,
        boolean livemode,
        Optional<String> requestId,
        boolean timestampGiven) {
    /**
     * Checks that the data is an object.
     *
     * @throws IllegalArgumentException if it is not
     */
    public Event {
        if (!data.text().startsWith("{")) {
            throw new IllegalArgumentException("an event's data is an object");
        }
    }

    /** Returns this event with other data, for a message that carried the data apart. */
    public Event with(CanonicalJson other) {
        return new Event(
                tenant, id, type, other, timestamp, acceptedAt, priority, userId, livemode, requestId, timestampGiven);
    }

    /** Returns this event with another priority. */
    public Event with(Priority other) {
        return new Event(
                tenant, id, type, data, timestamp, acceptedAt, other, userId, livemode, requestId, timestampGiven);
    }

    /**
     * Returns the SHA-256, in hexadecimal, of what the publisher said. Two events of one id with the same hash are
     * copies; with another one, a conflict. When and under which id it was accepted is not part of it, nor is a
     * timestamp that the publisher did not state.
     */
    public String contentHash() {
        var content = CanonicalJson.object()
                .put("type", type.name())
                .put("data", data)
                .put("priority", priority.code())
                .put("livemode", livemode);
        if (timestampGiven) {
            content.put("timestamp", timestamp.toString());
        }
        userId.ifPresent(user -> content.put("user_id", user));
        requestId.ifPresent(request -> content.put("request_id", request));
        return sha256(content.build().utf8());
    }

    /**
     * Returns whose event it is, for erasure: its own user, else {@code data.user_id}, else
     * {@code data.metadata.user_id}; only strings count.
     */
    public Optional<String> subject() {
        return userId.or(() -> {
            var node = data.node();
            return Stream.of(node.path("user_id"), node.path("metadata").path("user_id"))
                    .filter(JsonNode::isTextual)
                    .map(JsonNode::textValue)
                    .findFirst();
        });
    }

    /** Returns the names only: data and user ids do not belong in logs. */
    @Override
    public String toString() {
        return "Event[%s %s of %s, accepted %s]".formatted(type, id, tenant, acceptedAt);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
