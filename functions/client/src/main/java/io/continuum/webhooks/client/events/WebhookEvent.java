package io.continuum.webhooks.client.events;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened. Immutable.
 *
 * @param name a name of the catalogue, or one that begins with {@code custom.}
 * @param data anything that Jackson writes as a JSON object: a map, a record, a tree
 * @param options what else there is to say
 */
public record WebhookEvent(String name, Object data, Options options) {
    /** Needs all of them. */
    public WebhookEvent {
        Objects.requireNonNull(name, "name is null");
        Objects.requireNonNull(data, "data is null");
        Objects.requireNonNull(options, "options is null");
    }

    /**
     * What may be left unsaid; null = it is.
     *
     * @param tenant whose event it is, if not the publisher's usual tenant
     * @param id 1 to 64 of {@code [A-Za-z0-9_-]}; an event said twice under one id is one event. Unsaid, one is made
     * @param userId whom it is about: filters look at it, and erasure goes by it
     * @param timestamp when it happened; unsaid, when it is accepted
     * @param priority high, normal or low; unsaid, the catalogue's
     * @param livemode false for tests; unsaid, true
     * @param requestId your own name for the request
     */
    public record Options(
            @Nullable String tenant,
            @Nullable String id,
            @Nullable String userId,
            @Nullable Instant timestamp,
            @Nullable String priority,
            @Nullable Boolean livemode,
            @Nullable String requestId) {
        /** Says nothing. */
        public static final Options NONE = new Options(null, null, null, null, null, null, null);
    }

    /** Returns an event with nothing but its data. */
    public static WebhookEvent of(String name, Object data) {
        return new WebhookEvent(name, data, Options.NONE);
    }

    /** Returns this event as that tenant's. */
    public WebhookEvent tenant(String value) {
        return with(new Options(
                value,
                options.id,
                options.userId,
                options.timestamp,
                options.priority,
                options.livemode,
                options.requestId));
    }

    /** Returns this event under an id of yours. */
    public WebhookEvent id(String value) {
        return with(new Options(
                options.tenant,
                value,
                options.userId,
                options.timestamp,
                options.priority,
                options.livemode,
                options.requestId));
    }

    /** Returns this event about that user. */
    public WebhookEvent userId(String value) {
        return with(new Options(
                options.tenant,
                options.id,
                value,
                options.timestamp,
                options.priority,
                options.livemode,
                options.requestId));
    }

    /** Returns this event as having happened then. */
    public WebhookEvent timestamp(Instant value) {
        return with(new Options(
                options.tenant,
                options.id,
                options.userId,
                value,
                options.priority,
                options.livemode,
                options.requestId));
    }

    /** Returns this event with another priority than the catalogue's. */
    public WebhookEvent priority(String value) {
        return with(new Options(
                options.tenant,
                options.id,
                options.userId,
                options.timestamp,
                value,
                options.livemode,
                options.requestId));
    }

    /** Returns this event as a test. */
    public WebhookEvent test() {
        return with(new Options(
                options.tenant,
                options.id,
                options.userId,
                options.timestamp,
                options.priority,
                false,
                options.requestId));
    }

    /** Returns this event with your name for the request. */
    public WebhookEvent requestId(String value) {
        return with(new Options(
                options.tenant,
                options.id,
                options.userId,
                options.timestamp,
                options.priority,
                options.livemode,
                value));
    }

    private WebhookEvent with(Options other) {
        return new WebhookEvent(name, data, other);
    }

    /** Returns the name only: data and user ids do not belong in logs. */
    @Override
    public String toString() {
        return "WebhookEvent[" + name + "]";
    }
}
