package io.continuum.webhooks.core.retry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a webhook sets about its attempts, over its format's schedule (spec.md §4, last paragraph). Immutable. */
public sealed interface RetryPolicy permits Backoff, WrittenOut, Preset, Limited {
    /**
     * Reads a policy from JSON: {@code max_attempts}, {@code initial_delay}, {@code backoff_multiplier} and
     * {@code max_delay}, or {@code schedule}, or {@code preset}; delays in seconds. The first four may be in camelCase.
     * Null fields count as absent; an empty object is a policy that changes nothing.
     */
    static Parsed parse(JsonNode json) {
        return new PolicyReader(json).read();
    }

    /**
     * Returns {@code own} with no more than {@code most} attempts, whatever it says itself; null = the format's
     * schedule.
     */
    static RetryPolicy limited(@Nullable RetryPolicy own, int most) {
        return new Limited(own, most);
    }

    /**
     * Returns the schedule in force. What would go on for more than 4 days ends with the last attempt before that.
     *
     * @param formatDefault the schedule of the webhook's format; fills in what the policy leaves open
     */
    RetrySchedule over(RetrySchedule formatDefault);

    /** Returns the policy as given, names in snake_case; a new object each time. */
    ObjectNode toJson();

    /** What came of reading a policy. */
    sealed interface Parsed {
        /** The policy can be used. */
        record Ok(RetryPolicy policy) implements Parsed {}

        /**
         * The policy cannot be used.
         *
         * @param faults all there are, at least one
         */
        record Bad(List<Fault> faults) implements Parsed {
            /** Copies the list. */
            public Bad {
                faults = List.copyOf(faults);
            }
        }
    }

    /**
     * What is wrong with one field.
     *
     * @param pointer RFC 6901, from the policy on and by the name that was used; empty for the whole policy
     * @param detail what would be right, for the one who sent it
     */
    record Fault(String pointer, String detail) {}
}
