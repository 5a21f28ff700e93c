package io.continuum.webhooks.core.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import io.continuum.webhooks.core.admission.Capacity;
import io.continuum.webhooks.core.egress.TargetUrl;
import io.continuum.webhooks.core.egress.UrlVerdict;
import io.continuum.webhooks.core.event.EventPattern;
import io.continuum.webhooks.core.event.Filter;
import io.continuum.webhooks.core.json.CanonicalJson;
import io.continuum.webhooks.core.problem.ErrorCode;
import io.continuum.webhooks.core.problem.FieldError;
import io.continuum.webhooks.core.problem.Refusal;
import io.continuum.webhooks.core.problem.Result;
import io.continuum.webhooks.core.retry.RetryPolicy;
import io.continuum.webhooks.core.signing.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a tenant wants of a webhook, naming everything that is wrong with it at once. What a change does not name
 * stays; null goes back to the default.
 */
final class SettingsReader {
    /** The one text for every refused target. */
    static final String TARGET_DETAIL =
            "Use a public https URL with a host name that resolves, on port 443, 8443, 80 or 8080.";

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
            "signing",
            "send_raw_secret",
            RetryReader.NAME,
            RetryReader.ALIAS,
            "filters",
            "headers",
            "timeout_seconds",
            "max_concurrency",
            "rate_limit_per_minute",
            "metadata",
            "uid");

    private final Fields fields;
    private final WebhookRules rules;
    private final @Nullable Webhook before;
    private final Webhook.@Nullable Settings base;
    private final boolean merge;

    private SettingsReader(Fields fields, WebhookRules rules, @Nullable Webhook before, boolean merge) {
        this.fields = fields;
        this.rules = rules;
        this.before = before;
        this.base = before == null ? null : before.settings();
        this.merge = merge;
    }

    /**
     * What was read.
     *
     * @param settings the whole of them
     * @param active empty = not said
     * @param uid null = none
     * @param secret empty = not said
     * @param headers what becomes of the webhook's own headers; {@code settings} has their names
     */
    record Read(
            Webhook.Settings settings,
            Optional<Boolean> active,
            @Nullable String uid,
            Optional<Secret> secret,
            OwnHeaders headers) {}

    /** Reads a registration. */
    static Result<Read> create(JsonNode body, WebhookRules rules) {
        return read(body, rules, null, false);
    }

    /**
     * Reads a change of {@code before}.
     *
     * @param merge whether objects are merged (PATCH, RFC 7396) or replaced (PUT)
     */
    static Result<Read> change(JsonNode body, WebhookRules rules, Webhook before, boolean merge) {
        return read(body, rules, before, merge);
    }

    private static Result<Read> read(JsonNode body, WebhookRules rules, @Nullable Webhook before, boolean merge) {
        if (!body.isObject()) {
            return Result.refused(Refusal.fields(List.of(new FieldError("", "A webhook is a JSON object."))));
        }
        return new SettingsReader(new Fields(body), rules, before, merge).read();
    }

    private Result<Read> read() {
        fields.only(FIELDS);
        Optional<TargetUrl> url = url();
        List<EventPattern> events = events();
        Filter filter = filter();
        String name = fields.text("name", MAX_NAME, base == null ? "" : base.name());
        String description = fields.text("description", MAX_DESCRIPTION, base == null ? "" : base.description());
        OwnHeaders headers =
                OwnHeaders.read(fields, base == null ? List.of() : base.wire().headers(), merge);
        Webhook.Wire wire = new WireReader(fields, rules.format(), base == null ? null : base.wire()).read(headers);
        RetryPolicy retryPolicy = new RetryReader(fields, rules).read(base, wire.format(), merge);
        Capacity capacity = capacity();
        CanonicalJson metadata = metadata();
        Optional<Boolean> active = fields.flag("active", true);
        String uid = uid();
        Optional<Secret> secret = secret(wire);
        Optional<Refusal> refusal = fields.refusal();
        if (refusal.isPresent() || url.isEmpty()) {
            return Result.refused(refusal.orElseThrow());
        }
        Webhook.Settings settings = new Webhook.Settings(
                url.get(), events, filter, name, description, wire, retryPolicy, capacity, metadata);
        return Result.ok(new Read(settings, active, uid, secret, headers));
    }

    private Optional<TargetUrl> url() {
        JsonNode given = fields.get("url");
        if (given.isMissingNode() && base != null) {
            return Optional.of(base.url());
        }
        if (!given.isTextual()) {
            fields.error("/url", "The URL is needed, as a string.");
            return Optional.empty();
        }
        return switch (rules.targets().parse(given.textValue())) {
            case UrlVerdict.Accepted accepted -> Optional.of(accepted.url());
            case UrlVerdict.Refused _ -> {
                fields.error(ErrorCode.TARGET_REFUSED, "/url", TARGET_DETAIL);
                yield Optional.empty();
            }
        };
    }

    private List<EventPattern> events() {
        JsonNode given = fields.get("events");
        if (given.isMissingNode() && base != null) {
            return base.events();
        }
        if (!given.isArray() || given.isEmpty() || given.size() > MAX_EVENTS) {
            fields.error("/events", "1 to " + MAX_EVENTS + " event names are needed, as a list of strings.");
            return List.of();
        }
        List<EventPattern> events = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            Optional<EventPattern> pattern =
                    EventPattern.parse(given.get(i).isTextual() ? given.get(i).textValue() : "");
            if (pattern.isEmpty() || !pattern.get().canMatch()) {
                fields.error(ErrorCode.UNKNOWN_EVENT_TYPE, "/events/" + i, "No event has this name.");
            } else if (!events.contains(pattern.get())) {
                events.add(pattern.get());
            }
        }
        return events;
    }

    private @Nullable Filter filter() {
        JsonNode given = fields.get("filters");
        Filter old = base == null ? null : base.filter();
        if (given.isMissingNode()) {
            return old;
        }
        if (given.isNull()) {
            return null;
        }
        return switch (Filter.parse(
                merge && old != null ? MergePatch.merged(old.source().node(), given) : given)) {
            case Filter.Parsed.Ok(Filter filter) -> filter;
            case Filter.Parsed.Bad(List<FieldError> faults) -> {
                faults.forEach(fault -> fields.error("/filters" + fault.pointer(), fault.detail()));
                yield null;
            }
        };
    }

    private Capacity capacity() {
        Capacity usual = rules.usual();
        Capacity most = rules.ceiling();
        Capacity from = base == null ? usual : base.capacity();
        int mostRate = most.ratePerMinute() == 0 ? WebhookRules.MAX_RATE : most.ratePerMinute();
        int concurrency = fields.number("max_concurrency", 1, most.maxConcurrency(), usual.maxConcurrency())
                .orElse(from.maxConcurrency());
        int rate = fields.number("rate_limit_per_minute", 1, mostRate, usual.ratePerMinute())
                .orElse(from.ratePerMinute());
        int timeout = fields.number(
                        "timeout_seconds",
                        (int) WebhookRules.MIN_TIMEOUT.toSeconds(),
                        (int) most.timeout().toSeconds(),
                        (int) usual.timeout().toSeconds())
                .orElse((int) from.timeout().toSeconds());
        return new Capacity(concurrency, rate, Duration.ofSeconds(timeout));
    }

    private CanonicalJson metadata() {
        JsonNode given = fields.get("metadata");
        if (given.isMissingNode() && base != null) {
            return base.metadata();
        }
        if (given.isMissingNode() || given.isNull()) {
            return CanonicalJson.object().build();
        }
        JsonNode whole =
                merge && base != null ? MergePatch.merged(base.metadata().node(), given) : given;
        CanonicalJson metadata = CanonicalJson.of(whole);
        if (!given.isObject() || metadata.size() > MAX_METADATA_BYTES) {
            fields.error("/metadata", "A JSON object of at most 4 KiB.");
        }
        return metadata;
    }

    private @Nullable String uid() {
        JsonNode given = fields.get("uid");
        if (given.isMissingNode()) {
            return before == null ? null : before.uid();
        }
        if (given.isNull()) {
            return null;
        }
        String uid = given.asText();
        boolean reserved = uid.equals("health") || uid.startsWith("wh_") || uid.startsWith("webhook_");
        if (!given.isTextual() || !UID.matcher(uid).matches() || reserved) {
            fields.error("/uid", "1 to 64 letters, digits, _ and -; not `health`, not beginning with wh_ or webhook_.");
        }
        return uid;
    }

    private Optional<Secret> secret(Webhook.Wire wire) {
        JsonNode given = fields.get("secret");
        if (before != null && !given.isMissingNode()) {
            fields.error("/secret", "A secret is changed by rotate-secret only.");
            return Optional.empty();
        }
        Optional<Secret> secret = SecretReader.read(given, fault -> fields.error("/secret", fault));
        if (secret.isPresent() && wire.sendsSecret() && !secret.get().fitsHeader()) {
            fields.error("/secret", "A secret that is sent in a header is printable ASCII without spaces at its ends.");
        }
        return secret;
    }
}
