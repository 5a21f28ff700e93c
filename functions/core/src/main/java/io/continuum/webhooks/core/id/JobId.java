package io.continuum.webhooks.core.id;

import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The name of something that is carried out in steps, an erasure included. Text order is the order of asking.
 *
 * @param value {@code job_} and a ULID in lower case
 */
public record JobId(String value) implements Comparable<JobId> {
    private static final String PREFIX = "job_";

    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException if the value is not of that form
     */
    public JobId {
        if (!isValid(value)) {
            throw new IllegalArgumentException("a job id is job_ and a ULID in lower case");
        }
    }

    /** Makes the id of a job that was asked for at {@code now}. */
    public static JobId make(Instant now, RandomGenerator random) {
        return new JobId(PREFIX + Ulid.random(now, random));
    }

    /** Reads an id that came from outside; empty if it is not of the form. */
    public static Optional<JobId> parse(String text) {
        return isValid(text) ? Optional.of(new JobId(text)) : Optional.empty();
    }

    /** Returns the least id of that millisecond, for range queries; any instant will do. */
    public static JobId floor(Instant time) {
        return new JobId(PREFIX + Ulid.floor(time));
    }

    @Override
    public int compareTo(JobId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }

    private static boolean isValid(String text) {
        return text.startsWith(PREFIX) && Ulid.isValid(text.substring(PREFIX.length()));
    }
}
