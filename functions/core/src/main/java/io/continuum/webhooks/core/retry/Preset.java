package io.continuum.webhooks.core.retry;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The schedule of some format, by the format's name. */
record Preset(String name) implements RetryPolicy {
    Preset {
        if (Presets.of(name).isEmpty()) {
            throw new IllegalArgumentException("no format is called so");
        }
    }

    @Override
    public RetrySchedule over(RetrySchedule formatDefault) {
        return Presets.of(name).orElseThrow();
    }

    @Override
    public ObjectNode toJson() {
        return JsonNodeFactory.instance.objectNode().put("preset", name);
    }
}
