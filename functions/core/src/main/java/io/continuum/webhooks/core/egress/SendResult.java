package io.continuum.webhooks.core.egress;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** What came of one request. */
public sealed interface SendResult {
    /** Returns the time from the call to its end, look-up and connect included. */
    Duration duration();

    /**
     * The head of an answer arrived, status line and headers; what became of its body makes no difference to this.
     *
     * @param status 100 to 599; whether it means success is the format's to say
     * @param headers only {@code retry-after} and {@code webhook-delivery} are kept, names in lower case
     * @param body at most 16 KB of UTF-8 without control characters but tab, line feed and carriage return, and without
     *     the credentials that were sent; empty where none came
     * @param truncated the body kept is not the whole one: it was too long, cut off, or not complete in time
     */
    record Answered(int status, List<Header> headers, String body, boolean truncated, Duration duration)
            implements SendResult {
        public Answered {
            if (status < 100 || status > 599) {
                throw new IllegalArgumentException("not an HTTP status: " + status);
            }
            headers = List.copyOf(headers);
            Objects.requireNonNull(body, "body");
            Objects.requireNonNull(duration, "duration");
        }

        /** Leaves the body out: it is the receiver's, and logs have no bodies. */
        @Override
        public String toString() {
            return "Answered[%d, headers=%s, body=%d chars, truncated=%s, duration=%s]"
                    .formatted(status, headers, body.length(), truncated, duration);
        }
    }

    /**
     * No head of an answer arrived, or none that is HTTP.
     *
     * @param failure why
     */
    record Unanswered(SendFailure failure, Duration duration) implements SendResult {
        public Unanswered {
            Objects.requireNonNull(failure, "failure");
            Objects.requireNonNull(duration, "duration");
        }
    }
}
