package io.continuum.webhooks.core.retry;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** A policy, or the format's schedule (null), cut short after {@code most} attempts. */
record Limited(@Nullable RetryPolicy own, int most) implements RetryPolicy {
    @Override
    public RetrySchedule over(RetrySchedule formatDefault) {
        return (own == null ? formatDefault : own.over(formatDefault)).limitedTo(most);
    }

    @Override
    public ObjectNode toJson() {
        return own == null ? JsonNodeFactory.instance.objectNode() : own.toJson();
    }
}
