package io.continuum.webhooks.core.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.continuum.webhooks.core.format.Format;
import io.continuum.webhooks.core.retry.RetryPolicy;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What the operator's number of attempts means for a retry policy: its default and its ceiling. */
final class AttemptLimit {
    /** Each of them says how many attempts there are. */
    private static final List<String> COUNTING = List.of("max_attempts", "maxAttempts", "schedule", "preset");

    private AttemptLimit() {}

    /** Returns the policy of a webhook that names none; null = its format's schedule. */
    static @Nullable RetryPolicy usual(OptionalInt most) {
        return most.isEmpty() ? null : read(filled(JsonNodeFactory.instance.objectNode(), most));
    }

    /** Returns {@code given} with the operator's number where it names none of its own. */
    static JsonNode filled(JsonNode given, OptionalInt most) {
        boolean counts = COUNTING.stream().anyMatch(given::hasNonNull);
        return most.isPresent() && !counts && given instanceof ObjectNode object
                ? object.deepCopy().put("max_attempts", most.getAsInt())
                : given;
    }

    /** Returns whether {@code policy} makes no more attempts than the operator allows. */
    static boolean allows(RetryPolicy policy, Format format, OptionalInt most) {
        return most.isEmpty() || policy.over(format.schedule()).maxAttempts() <= most.getAsInt();
    }

    private static RetryPolicy read(JsonNode policy) {
        return switch (RetryPolicy.parse(policy)) {
            case RetryPolicy.Parsed.Ok(RetryPolicy read) -> read;
            case RetryPolicy.Parsed.Bad(List<RetryPolicy.Fault> faults) ->
                throw new IllegalStateException("the operator's number of attempts is out of range: " + faults);
        };
    }
}
