package io.continuum.webhooks.core.delivery;

import io.continuum.webhooks.core.egress.Header;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request and what came of it.
 *
 * @param number from 1
 * @param startedAt when the request began
 * @param duration until its end, whatever the end was
 * @param requestHeaders as sent, the webhook's own ones with masked values
 * @param responseCode null if no status line came
 * @param responseBody at most 16 KB, sanitised; empty if none came
 * @param truncated whether the body was longer, or was cut to keep the record small
 * @param error a stable text; null for a success
 * @param nextRetryAt when the next attempt is due; null if none is
 * @param finding what it showed about the webhook as a whole; null for nearly all
 */
public record Attempt(
        int number,
        Instant startedAt,
        Duration duration,
        List<Header> requestHeaders,
        @Nullable Integer responseCode,
        String responseBody,
        boolean truncated,
        @Nullable String error,
        @Nullable Instant nextRetryAt,
        @Nullable Finding finding) {
    /** Copies the headers. */
    public Attempt {
        requestHeaders = List.copyOf(requestHeaders);
    }

    /** Makes an attempt that showed nothing about its webhook. */
    public Attempt(
            int number,
            Instant startedAt,
            Duration duration,
            List<Header> requestHeaders,
            @Nullable Integer responseCode,
            String responseBody,
            boolean truncated,
            @Nullable String error,
            @Nullable Instant nextRetryAt) {
        this(
                number,
                startedAt,
                duration,
                requestHeaders,
                responseCode,
                responseBody,
                truncated,
                error,
                nextRetryAt,
                null);
    }

    /** Returns attempt {@code number}, which was not sent because its secret cannot be read. */
    static Attempt unsigned(int number, Instant now) {
        String error = Reason.SIGNING_ERROR.code();
        return new Attempt(number, now, Duration.ZERO, List.of(), null, "", false, error, null);
    }

    /** Returns whether it was not sent because its secret could not be read. */
    boolean isUnsigned() {
        return Reason.SIGNING_ERROR.code().equals(error);
    }

    /** Returns when it ended. */
    public Instant endedAt() {
        return startedAt.plus(duration);
    }

    /** Returns this attempt, followed by another one that is due at {@code due}. */
    public Attempt retriedAt(Instant due) {
        return new Attempt(
                number,
                startedAt,
                duration,
                requestHeaders,
                responseCode,
                responseBody,
                truncated,
                error,
                due,
                finding);
    }

    /** Returns this attempt with what it showed about its webhook. */
    public Attempt showing(@Nullable Finding what) {
        return new Attempt(
                number,
                startedAt,
                duration,
                requestHeaders,
                responseCode,
                responseBody,
                truncated,
                error,
                nextRetryAt,
                what);
    }

    /** Returns this attempt without what the receiver answered, for an erased event. */
    public Attempt withoutBody() {
        return new Attempt(number, startedAt, duration, requestHeaders, responseCode, "", true, error, nextRetryAt);
    }

    /** Returns this attempt with at most {@code characters} of its response body. */
    public Attempt trimmed(int characters) {
        if (responseBody.length() <= characters) {
            return this;
        }
        // Never between the halves of a surrogate pair: the store takes only whole code points.
        int end = Character.isHighSurrogate(responseBody.charAt(characters - 1)) ? characters - 1 : characters;
        return new Attempt(
                number,
                startedAt,
                duration,
                requestHeaders,
                responseCode,
                responseBody.substring(0, end),
                true,
                error,
                nextRetryAt,
                finding);
    }
}
