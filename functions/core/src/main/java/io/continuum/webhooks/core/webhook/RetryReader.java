package io.continuum.webhooks.core.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.continuum.webhooks.core.format.Format;
import io.continuum.webhooks.core.retry.RetryPolicy;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a retry policy, under its name or the one of LanOnasis' TypeScript client (seed 003). */
final class RetryReader {
    static final String NAME = "retry_policy";
    static final String ALIAS = "retryPolicy";

    private static final Map<String, String> ALIASES = Map.of(
            "max_attempts", "maxAttempts",
            "initial_delay", "initialDelay",
            "backoff_multiplier", "backoffMultiplier",
            "max_delay", "maxDelay");

    private final Fields fields;
    private final WebhookRules rules;

    /** Reads from {@code fields}. */
    RetryReader(Fields fields, WebhookRules rules) {
        this.fields = fields;
        this.rules = rules;
    }

    /**
     * Returns the policy of a webhook; null = its format's schedule.
     *
     * @param base what is changed, and stays where nothing is given; null for a new webhook
     * @param format of the webhook from now on
     * @param merge whether numbers that are not given stay; a policy of another kind (a schedule, a preset) replaces it
     */
    @Nullable RetryPolicy read(Webhook.@Nullable Settings base, Format format, boolean merge) {
        boolean aliased = !fields.get(ALIAS).isMissingNode();
        String name = aliased ? ALIAS : NAME;
        JsonNode given = fields.get(name);
        RetryPolicy before = base == null ? null : base.retryPolicy();
        if (aliased && !fields.get(NAME).isMissingNode()) {
            fields.error("/" + ALIAS, "This field is given twice, under two names.");
            return before;
        }
        if (given.isNull() || (given.isMissingNode() && base == null)) {
            return AttemptLimit.usual(rules.maxAttempts());
        }
        if (given.isMissingNode()) {
            return before;
        }
        JsonNode whole = AttemptLimit.filled(merge ? completed(given, before) : given, rules.maxAttempts());
        return switch (RetryPolicy.parse(whole)) {
            case RetryPolicy.Parsed.Ok(RetryPolicy policy) -> {
                if (!AttemptLimit.allows(policy, format, rules.maxAttempts())) {
                    fields.error(
                            "/" + name, "At most " + rules.maxAttempts().getAsInt() + " attempts, the first included.");
                }
                yield policy;
            }
            case RetryPolicy.Parsed.Bad(List<RetryPolicy.Fault> faults) -> {
                faults.forEach(fault -> fields.error("/" + name + fault.pointer(), fault.detail()));
                yield before;
            }
        };
    }

    private static JsonNode completed(JsonNode given, @Nullable RetryPolicy before) {
        if (before == null || !(given instanceof ObjectNode change)) {
            return given;
        }
        ObjectNode old = before.toJson();
        if (isOfAnotherKind(old) || isOfAnotherKind(change)) {
            return given;
        }
        ObjectNode whole = change.deepCopy();
        old.properties().forEach(number -> {
            if (!change.has(number.getKey()) && !change.has(ALIASES.getOrDefault(number.getKey(), ""))) {
                whole.set(number.getKey(), number.getValue());
            }
        });
        return whole;
    }

    private static boolean isOfAnotherKind(ObjectNode policy) {
        return policy.hasNonNull("schedule") || policy.hasNonNull("preset");
    }
}
