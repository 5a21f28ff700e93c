package io.continuum.webhooks.core.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.continuum.webhooks.core.admission.Capacity;
import io.continuum.webhooks.core.egress.TargetUrl;
import io.continuum.webhooks.core.egress.UrlVerdict;
import io.continuum.webhooks.core.event.EventPattern;
import io.continuum.webhooks.core.format.Format;
import io.continuum.webhooks.core.json.CanonicalJson;
import io.continuum.webhooks.core.problem.ErrorCode;
import io.continuum.webhooks.core.problem.FieldError;
import io.continuum.webhooks.core.problem.Refusal;
import io.continuum.webhooks.core.problem.Result;
import io.continuum.webhooks.core.retry.RetryPolicy;
import io.continuum.webhooks.core.signing.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what a tenant wants of a webhook, naming everything that is wrong with it at once. */
final class SettingsReader {
    private static final int MAX_NAME = 256;
    private static final int MAX_DESCRIPTION = 2_048;
    private static final int MAX_EVENTS = 100;
    private static final int MAX_METADATA_BYTES = 4 * 1024;
    private static final Pattern UID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Set<String> FIELDS = Set.of(
            "url",
            "events",
            "name",
            "description",
            "secret",
            "active",
            "format",
            "retry_policy",
            "timeout_seconds",
            "max_concurrency",
            "rate_limit_per_minute",
            "metadata",
            "uid");

    private final JsonNode body;
    private final WebhookRules rules;
    private final Webhook.@Nullable Settings base;
    private final List<FieldError> errors = new ArrayList<>();
    private final Set<ErrorCode> codes = new LinkedHashSet<>();

    private SettingsReader(JsonNode body, WebhookRules rules, Webhook.@Nullable Settings base) {
        this.body = body;
        this.rules = rules;
        this.base = base;
    }

    /**
     * What was read.
     *
     * @param settings the whole of them
     * @param active empty = not said
     * @param uid null = none
     * @param secret empty = not said
     */
    record Read(
            Webhook.Settings settings,
            Optional<Boolean> active,
            @Nullable String uid,
            Optional<Secret> secret) {}

    /** Reads a registration. */
    static Result<Read> create(JsonNode body, WebhookRules rules) {
        return new SettingsReader(body, rules, null).read(null);
    }

    /** Reads a change: what is not named stays, null goes back to the default. */
    static Result<Read> change(JsonNode body, WebhookRules rules, Webhook before) {
        SettingsReader reader = new SettingsReader(body, rules, before.settings());
        if (body.has("secret")) {
            reader.error("/secret", "A secret is changed by rotate-secret only.");
        }
        return reader.read(before.uid());
    }

    private Result<Read> read(@Nullable String uidBefore) {
        if (!body.isObject()) {
            return Result.refused(Refusal.fields(List.of(new FieldError("", "A webhook is a JSON object."))));
        }
        body.fieldNames().forEachRemaining(name -> {
            if (!FIELDS.contains(name)) {
                error("/" + name.replace("~", "~0").replace("/", "~1"), "There is no such field.");
            }
        });
        Optional<TargetUrl> url = url();
        List<EventPattern> events = events();
        String name = text("name", MAX_NAME, base == null ? "" : base.name());
        String description = text("description", MAX_DESCRIPTION, base == null ? "" : base.description());
        Format format = format();
        RetryPolicy retryPolicy = retryPolicy(format);
        Capacity capacity = capacity();
        CanonicalJson metadata = metadata();
        Optional<Boolean> active = active();
        String uid = uid(uidBefore);
        Optional<Secret> secret = secret();
        if (!errors.isEmpty() || url.isEmpty()) {
            return Result.refused(refusal());
        }
        Webhook.Settings settings = new Webhook.Settings(
                url.get(), events, null, name, description, Webhook.Wire.of(format), retryPolicy, capacity, metadata);
        return Result.ok(new Read(settings, active, uid, secret));
    }

    private Refusal refusal() {
        // A code of its own only where it tells the whole story.
        if (codes.size() == 1 && codes.iterator().next() != ErrorCode.INVALID_FIELDS) {
            ErrorCode code = codes.iterator().next();
            return new Refusal(code, code.title() + "; `errors` names the field.", errors, null);
        }
        return Refusal.fields(errors);
    }

    private Optional<TargetUrl> url() {
        JsonNode given = body.path("url");
        if (given.isMissingNode() && base != null) {
            return Optional.of(base.url());
        }
        if (!given.isTextual()) {
            error("/url", "The URL is needed, as a string.");
            return Optional.empty();
        }
        return switch (rules.targets().parse(given.textValue())) {
            case UrlVerdict.Accepted accepted -> Optional.of(accepted.url());
            case UrlVerdict.Refused _ -> {
                error(ErrorCode.TARGET_REFUSED, "/url", TARGET_DETAIL);
                yield Optional.empty();
            }
        };
    }

    /** The one text for every refused target. */
    static final String TARGET_DETAIL =
            "Use a public https URL with a host name that resolves, on port 443, 8443, 80 or 8080.";

    private List<EventPattern> events() {
        JsonNode given = body.path("events");
        if (given.isMissingNode() && base != null) {
            return base.events();
        }
        if (!given.isArray() || given.isEmpty() || given.size() > MAX_EVENTS) {
            error("/events", "1 to " + MAX_EVENTS + " event names are needed, as a list of strings.");
            return List.of();
        }
        List<EventPattern> events = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            Optional<EventPattern> pattern =
                    EventPattern.parse(given.get(i).isTextual() ? given.get(i).textValue() : "");
            if (pattern.isEmpty() || !pattern.get().canMatch()) {
                error(ErrorCode.UNKNOWN_EVENT_TYPE, "/events/" + i, "No event has this name.");
            } else if (!events.contains(pattern.get())) {
                events.add(pattern.get());
            }
        }
        return events;
    }

    private Format format() {
        JsonNode given = body.path("format");
        if (given.isMissingNode() || given.isNull()) {
            return base == null || given.isNull() ? rules.format() : base.format();
        }
        return Format.of(given.asText()).filter(_ -> given.isTextual()).orElseGet(() -> {
            error("/format", "One of " + Format.all().stream().map(Format::name).toList() + ".");
            return rules.format();
        });
    }

    private @Nullable RetryPolicy retryPolicy(Format format) {
        JsonNode given = body.path("retry_policy");
        if (given.isMissingNode()) {
            return base == null ? AttemptLimit.usual(rules.maxAttempts()) : base.retryPolicy();
        }
        if (given.isNull()) {
            return AttemptLimit.usual(rules.maxAttempts());
        }
        return switch (RetryPolicy.parse(AttemptLimit.filled(given, rules.maxAttempts()))) {
            case RetryPolicy.Parsed.Ok(RetryPolicy policy) -> {
                if (!AttemptLimit.allows(policy, format, rules.maxAttempts())) {
                    error(
                            "/retry_policy",
                            "At most " + rules.maxAttempts().getAsInt() + " attempts, the first included.");
                }
                yield policy;
            }
            case RetryPolicy.Parsed.Bad(List<RetryPolicy.Fault> faults) -> {
                faults.forEach(fault -> error("/retry_policy" + fault.pointer(), fault.detail()));
                yield null;
            }
        };
    }

    private Capacity capacity() {
        Capacity from = base == null ? rules.usual() : base.capacity();
        Capacity usual = rules.usual();
        int concurrency = number("max_concurrency", 1, rules.ceiling().maxConcurrency(), usual.maxConcurrency())
                .orElse(from.maxConcurrency());
        int mostRate = rules.ceiling().ratePerMinute() == 0
                ? WebhookRules.MAX_RATE
                : rules.ceiling().ratePerMinute();
        int rate = number("rate_limit_per_minute", 1, mostRate, usual.ratePerMinute())
                .orElse(from.ratePerMinute());
        int timeout = number(
                        "timeout_seconds",
                        (int) WebhookRules.MIN_TIMEOUT.toSeconds(),
                        (int) rules.ceiling().timeout().toSeconds(),
                        (int) usual.timeout().toSeconds())
                .orElse((int) from.timeout().toSeconds());
        return new Capacity(concurrency, rate, Duration.ofSeconds(timeout));
    }

    /** Returns the number given, the default for null; empty if none was given. */
    private OptionalInt number(String field, int least, int most, int usual) {
        JsonNode given = body.path(field);
        if (given.isMissingNode()) {
            return OptionalInt.empty();
        }
        if (given.isNull()) {
            return OptionalInt.of(usual);
        }
        if (!given.isIntegralNumber()
                || !given.canConvertToInt()
                || given.intValue() < least
                || given.intValue() > most) {
            error("/" + field, "A whole number from " + least + " to " + most + ".");
            return OptionalInt.empty();
        }
        return OptionalInt.of(given.intValue());
    }

    private CanonicalJson metadata() {
        JsonNode given = body.path("metadata");
        if (given.isMissingNode() && base != null) {
            return base.metadata();
        }
        if (given.isMissingNode() || given.isNull()) {
            return CanonicalJson.object().build();
        }
        CanonicalJson metadata = CanonicalJson.of(given);
        if (!given.isObject() || metadata.size() > MAX_METADATA_BYTES) {
            error("/metadata", "A JSON object of at most 4 KiB.");
        }
        return metadata;
    }

    private Optional<Boolean> active() {
        JsonNode given = body.path("active");
        if (given.isMissingNode()) {
            return Optional.empty();
        }
        if (!given.isBoolean()) {
            error("/active", "true or false.");
        }
        return Optional.of(given.asBoolean());
    }

    private @Nullable String uid(@Nullable String before) {
        JsonNode given = body.path("uid");
        if (given.isMissingNode()) {
            return before;
        }
        if (given.isNull()) {
            return null;
        }
        String uid = given.asText();
        boolean reserved = uid.equals("health") || uid.startsWith("wh_") || uid.startsWith("webhook_");
        if (!given.isTextual() || !UID.matcher(uid).matches() || reserved) {
            error("/uid", "1 to 64 letters, digits, _ and -; not `health`, not beginning with wh_ or webhook_.");
        }
        return uid;
    }

    private Optional<Secret> secret() {
        JsonNode given = body.path("secret");
        if (given.isMissingNode() || given.isNull() || base != null) {
            return Optional.empty();
        }
        Optional<Secret> secret = given.isTextual() ? Secret.of(given.textValue()) : Optional.empty();
        if (secret.isEmpty()) {
            error("/secret", "A string of 16 to 128 bytes; leave it out to have one made.");
        }
        return secret;
    }

    private String text(String field, int most, String before) {
        JsonNode given = body.path(field);
        if (given.isMissingNode()) {
            return before;
        }
        if (given.isNull()) {
            return "";
        }
        if (!given.isTextual() || given.textValue().length() > most) {
            error("/" + field, "A string of at most " + most + " characters.");
            return "";
        }
        return given.textValue();
    }

    private void error(String pointer, String detail) {
        error(ErrorCode.INVALID_FIELDS, pointer, detail);
    }

    private void error(ErrorCode code, String pointer, String detail) {
        codes.add(code);
        errors.add(new FieldError(pointer, detail));
    }

    /** Returns {@code change} merged into {@code target} by RFC 7396. */
    static ObjectNode merged(ObjectNode target, JsonNode change) {
        ObjectNode merged = target.deepCopy();
        change.properties().forEach(entry -> {
            JsonNode value = entry.getValue();
            if (value.isNull()) {
                merged.remove(entry.getKey());
            } else if (value.isObject()) {
                JsonNode old = merged.path(entry.getKey());
                ObjectNode from = old instanceof ObjectNode object ? object : merged.objectNode();
                merged.set(entry.getKey(), merged(from, value));
            } else {
                merged.set(entry.getKey(), value);
            }
        });
        return merged;
    }
}
