package io.continuum.webhooks.core.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.continuum.webhooks.core.id.EventId;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.json.CanonicalJson;
import io.continuum.webhooks.core.json.Parsed;
import io.continuum.webhooks.core.json.StrictJson;
import java.time.Instant;
import java.util.Optional;

/** Makes events for tests: {@code Events.valid().type("memory_added").build()}. */
public final class Events {
    /** When {@link #valid()} events are accepted. */
    public static final Instant ACCEPTED = Instant.parse("2025-12-06T12:00:05.250Z");

    private String tenant = "user_123";
    private String id = "evt_1";
    private String type = "memory.created";
    private CanonicalJson data = json("{\"memory_id\": \"mem_abc123\", \"importance\": 0.85}");
    private Instant timestamp = Instant.parse("2025-12-06T12:00:00Z");
    private Instant acceptedAt = ACCEPTED;
    private Priority priority = Priority.NORMAL;
    private Optional<String> userId = Optional.empty();
    private boolean livemode = true;
    private Optional<String> requestId = Optional.empty();
    private boolean timestampGiven = true;

    private Events() {}

    public static Events valid() {
        return new Events();
    }

    public Events tenant(String value) {
        tenant = value;
        return this;
    }

    public Events id(String value) {
        id = value;
        return this;
    }

    public Events type(String value) {
        type = value;
        return this;
    }

    public Events data(String value) {
        data = json(value);
        return this;
    }

    public Events timestamp(String value) {
        timestamp = Instant.parse(value);
        return this;
    }

    public Events withoutTimestamp() {
        timestamp = acceptedAt;
        timestampGiven = false;
        return this;
    }

    public Events acceptedAt(Instant value) {
        acceptedAt = value;
        return this;
    }

    public Events priority(Priority value) {
        priority = value;
        return this;
    }

    public Events user(String value) {
        userId = Optional.of(value);
        return this;
    }

    public Events test() {
        livemode = false;
        return this;
    }

    public Events request(String value) {
        requestId = Optional.of(value);
        return this;
    }

    public Event build() {
        return new Event(
                new TenantId(tenant),
                new EventId(id),
                new EventType(type),
                data,
                timestamp,
                acceptedAt,
                priority,
                userId,
                livemode,
                requestId,
                timestampGiven);
    }

    private static CanonicalJson json(String text) {
        return CanonicalJson.of(((Parsed.Ok) StrictJson.parse(text.getBytes(UTF_8))).node());
    }
}
