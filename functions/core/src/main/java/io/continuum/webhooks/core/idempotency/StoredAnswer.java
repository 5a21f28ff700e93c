package io.continuum.webhooks.core.idempotency;

import org.jspecify.annotations.Nullable;

/**
 * What was answered, as it may be answered again: without secrets.
 *
 * @param status the HTTP status
 * @param body JSON; null = none
 * @param etag the value of the header; null = none
 */
public record StoredAnswer(
        int status, @Nullable String body, @Nullable String etag) {
    /** Returns the status only: bodies do not belong in logs. */
    @Override
    public String toString() {
        return "StoredAnswer[" + status + "]";
    }
}
