package io.continuum.webhooks.core.retry;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.continuum.webhooks.core.retry.RetrySchedule.Steps;
import java.math.BigDecimal;
import java.util.List;

/** A delay in seconds for every attempt, the first one too. */
record WrittenOut(List<BigDecimal> seconds) implements RetryPolicy {
    WrittenOut {
        seconds = List.copyOf(seconds);
        steps(seconds);
    }

    @Override
    public RetrySchedule over(RetrySchedule formatDefault) {
        return steps(seconds);
    }

    @Override
    public ObjectNode toJson() {
        var json = JsonNodeFactory.instance.objectNode();
        var schedule = json.putArray("schedule");
        seconds.forEach(delay -> schedule.add(Seconds.toJson(delay)));
        return json;
    }

    private static Steps steps(List<BigDecimal> seconds) {
        return new Steps(seconds.stream().map(Seconds::toDuration).toList());
    }
}
