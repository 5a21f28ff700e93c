package io.continuum.webhooks.client.events;

import io.continuum.webhooks.client.events.EventBody.Written.Body;

/** An event that the buffer took. Immutable; one is equal to itself only, as one event may be emitted twice. */
final class Pending {
    private final Body body;
    private final long number;
    private final long until;

    /**
     * Makes one.
     *
     * @param number counts up by one from event to event, in the order in which they were taken
     * @param until when its failures become final, by {@link Pace#nanos}
     */
    Pending(Body body, long number, long until) {
        this.body = body;
        this.number = number;
        this.until = until;
    }

    WebhookEvent event() {
        return body.event();
    }

    String text() {
        return body.text();
    }

    int bytes() {
        return body.bytes();
    }

    long number() {
        return number;
    }

    /** Not at the very time: what was emitted after a call had failed is not that call's to fail. */
    boolean overdue(long now) {
        return now - until > 0;
    }
}
