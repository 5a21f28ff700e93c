package io.continuum.webhooks.core.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.continuum.webhooks.core.egress.TargetCheck;
import io.continuum.webhooks.core.journal.Journal;
import io.continuum.webhooks.core.problem.ErrorCode;
import io.continuum.webhooks.core.problem.Refusal;
import io.continuum.webhooks.core.problem.Result;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;

/** Changes webhooks. Thread-safe. */
public final class UpdateWebhook {
    /** Tries of a change that others keep overtaking; each is read anew, so two is nearly always enough. */
    private static final int TRIES = 5;

    private final WebhookStore webhooks;
    private final TargetCheck targets;
    private final Journal journal;
    private final InstantSource clock;

    /** Writes to {@code webhooks}. */
    public UpdateWebhook(WebhookStore webhooks, TargetCheck targets, Journal journal, InstantSource clock) {
        this.webhooks = webhooks;
        this.targets = targets;
        this.journal = journal;
        this.clock = clock;
    }

    /**
     * Changes {@code before} by what {@code body} names.
     *
     * @param merge whether {@code metadata} is merged (PATCH, RFC 7396) or replaced (PUT)
     * @param ifMatch the version the caller has seen; empty = any
     */
    public Result<Webhook> update(
            Webhook before, JsonNode body, boolean merge, OptionalLong ifMatch, WebhookRules rules) {
        Webhook seen = before;
        for (int i = 0; i < TRIES; i++) {
            if (ifMatch.isPresent() && ifMatch.getAsLong() != seen.version()) {
                return Result.refused(
                        Refusal.of(ErrorCode.ETAG_MISMATCH, "Read the webhook again and repeat the change."));
            }
            JsonNode change = merge ? withMergedMetadata(seen, body) : body;
            switch (SettingsReader.change(change, rules, seen)) {
                case Result.Refused<SettingsReader.Read>(Refusal refusal) -> {
                    return Result.refused(refusal);
                }
                case Result.Ok<SettingsReader.Read>(SettingsReader.Read read) -> {
                    boolean moved =
                            !read.settings().url().equals(seen.settings().url());
                    if (moved && !targets.allows(read.settings().url())) {
                        return Result.refused(RegisterWebhook.refusedTarget());
                    }
                    Webhook after = after(seen, read);
                    boolean release = moved || (after.active() && !seen.active());
                    switch (webhooks.update(seen, after, release)) {
                        case DONE -> {
                            journal.write(Journal.Level.INFO, "webhook.updated", RegisterWebhook.names(after.key()));
                            return Result.ok(after);
                        }
                        case UID_TAKEN -> {
                            return Result.refused(
                                    Refusal.of(ErrorCode.UID_TAKEN, "Another webhook of this tenant has this uid."));
                        }
                        case GONE -> {
                            return Result.refused(Refusal.notFound("webhook"));
                        }
                        case LOST -> {
                            Optional<Webhook> now = webhooks.find(seen.key());
                            if (now.isEmpty()) {
                                return Result.refused(Refusal.notFound("webhook"));
                            }
                            seen = now.get();
                        }
                    }
                }
            }
        }
        return Result.refused(Refusal.of(ErrorCode.CONFLICT, "Others change this webhook; repeat the change."));
    }

    private Webhook after(Webhook seen, SettingsReader.Read read) {
        boolean active = read.active().orElse(seen.active());
        return seen.changed(read.settings(), active, read.uid(), clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }

    private static JsonNode withMergedMetadata(Webhook seen, JsonNode body) {
        if (body instanceof ObjectNode object
                && object.path("metadata").isObject()
                && seen.settings().metadata().node() instanceof ObjectNode old) {
            return object.deepCopy().set("metadata", SettingsReader.merged(old, object.path("metadata")));
        }
        return body;
    }
}
