package io.continuum.webhooks.core.retry;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Reads one policy and notes everything that is wrong with it. One instance reads one policy. */
final class PolicyReader {
    private static final long MAX_SECONDS = RetrySchedule.MAX_TOTAL.toSeconds();
    private static final long MAX_MULTIPLIER = 100;
    // The names of LanOnasis' TypeScript client (seed 003).
    private static final Map<String, String> ALIASES = Map.of(
            "maxAttempts", "max_attempts",
            "initialDelay", "initial_delay",
            "backoffMultiplier", "backoff_multiplier",
            "maxDelay", "max_delay");
    private static final Set<String> NAMES =
            Set.of("max_attempts", "initial_delay", "backoff_multiplier", "max_delay", "schedule", "preset");

    private final JsonNode json;
    private final Map<String, Field> fields = new LinkedHashMap<>();
    private final List<RetryPolicy.Fault> faults = new ArrayList<>();

    PolicyReader(JsonNode json) {
        this.json = json;
    }

    private record Field(String pointer, JsonNode value) {}

    RetryPolicy.Parsed read() {
        if (!json.isObject()) {
            fault("", "A retry policy is an object.");
            return new RetryPolicy.Parsed.Bad(faults);
        }
        json.properties().forEach(member -> collect(member.getKey(), member.getValue()));
        var policy = policy();
        return policy == null || !faults.isEmpty()
                ? new RetryPolicy.Parsed.Bad(faults)
                : new RetryPolicy.Parsed.Ok(policy);
    }

    private void collect(String given, JsonNode value) {
        var name = ALIASES.getOrDefault(given, given);
        var field = new Field("/" + given.replace("~", "~0").replace("/", "~1"), value);
        if (!NAMES.contains(name)) {
            fault(field.pointer, "There is no such field in a retry policy.");
        } else if (!value.isNull() && fields.putIfAbsent(name, field) != null) {
            fault(field.pointer, "This field is given twice, under two names.");
        }
    }

    private @Nullable RetryPolicy policy() {
        var preset = fields.get("preset");
        if (preset != null) {
            beAlone(preset);
            return preset(preset);
        }
        var schedule = fields.get("schedule");
        if (schedule != null) {
            beAlone(schedule);
            return schedule(schedule);
        }
        return backoff();
    }

    private void beAlone(Field kind) {
        fields.values().stream()
                .filter(field -> !field.equals(kind))
                .forEach(field -> fault(field.pointer, "This cannot stand beside %s.".formatted(kind.pointer)));
    }

    private @Nullable RetryPolicy preset(Field field) {
        if (field.value.isTextual() && Presets.of(field.value.textValue()).isPresent()) {
            return new Preset(field.value.textValue());
        }
        fault(field.pointer, "A preset is the name of a format, such as \"continuum\" or \"standard\".");
        return null;
    }

    private @Nullable RetryPolicy schedule(Field field) {
        if (!field.value.isArray() || field.value.isEmpty() || field.value.size() > RetrySchedule.MAX_ATTEMPTS) {
            fault(field.pointer, "A schedule is an array of 1 to 20 delays in seconds, one for each attempt.");
            return null;
        }
        var before = faults.size();
        for (var i = 0; i < field.value.size(); i++) {
            number(new Field(field.pointer + "/" + i, field.value.get(i)), 0, MAX_SECONDS);
        }
        if (faults.size() > before) {
            return null;
        }
        var seconds = StreamSupport.stream(field.value.spliterator(), false)
                .map(JsonNode::decimalValue)
                .toList();
        var total = seconds.stream().map(Seconds::toDuration).reduce(Duration.ZERO, Duration::plus);
        if (total.compareTo(RetrySchedule.MAX_TOTAL) > 0) {
            fault(field.pointer, "All delays together are at most 345600 seconds (4 days).");
            return null;
        }
        return new WrittenOut(seconds);
    }

    private @Nullable RetryPolicy backoff() {
        var attempts = number(fields.get("max_attempts"), 1, RetrySchedule.MAX_ATTEMPTS);
        if (attempts != null && attempts.stripTrailingZeros().scale() > 0) {
            fault(fields.get("max_attempts"), "A number of attempts is whole.");
        }
        var initial = number(fields.get("initial_delay"), 0, MAX_SECONDS);
        var multiplier = number(fields.get("backoff_multiplier"), 1, MAX_MULTIPLIER);
        var max = number(fields.get("max_delay"), 0, MAX_SECONDS);
        var policy = new Backoff(attempts == null ? null : attempts.intValue(), initial, multiplier, max);
        if (faults.isEmpty() && !policy.fits()) {
            fault(
                    "",
                    "All delays together are at most 345600 seconds (4 days): fewer attempts, or a shorter max_delay.");
        }
        return policy;
    }

    private @Nullable BigDecimal number(@Nullable Field field, long min, long max) {
        if (field == null) {
            return null;
        }
        var value = field.value;
        if (!value.isNumber() || !(value.doubleValue() >= min && value.doubleValue() <= max)) {
            fault(field.pointer, "This is a number from %d to %d.".formatted(min, max));
            return null;
        }
        return value.decimalValue();
    }

    private void fault(@Nullable Field field, String detail) {
        fault(field == null ? "" : field.pointer, detail);
    }

    private void fault(String pointer, String detail) {
        faults.add(new RetryPolicy.Fault(pointer, detail));
    }
}
