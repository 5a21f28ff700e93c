package io.continuum.webhooks.core.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import io.continuum.webhooks.core.egress.TargetCheck;
import io.continuum.webhooks.core.journal.Journal;
import io.continuum.webhooks.core.problem.ErrorCode;
import io.continuum.webhooks.core.problem.Refusal;
import io.continuum.webhooks.core.problem.Result;
import io.continuum.webhooks.core.signing.SecretVault;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/** Changes webhooks. Thread-safe. */
public final class UpdateWebhook {
    /** Tries of a change that others keep overtaking; each is read anew, so two is nearly always enough. */
    private static final int TRIES = 5;

    private final WebhookStore webhooks;
    private final ChangeCredentials credentials;
    private final TargetCheck targets;
    private final Journal journal;
    private final InstantSource clock;

    /** Uses {@code random} for key pairs and versions: it must be a cryptographic one. */
    public UpdateWebhook(
            WebhookStore webhooks,
            SecretVault vault,
            TargetCheck targets,
            Journal journal,
            InstantSource clock,
            RandomGenerator random) {
        this.webhooks = webhooks;
        this.credentials = new ChangeCredentials(webhooks, vault, journal, clock, random);
        this.targets = targets;
        this.journal = journal;
        this.clock = clock;
    }

    /**
     * Changes {@code before} by what {@code body} names.
     *
     * @param merge whether objects are merged (PATCH, RFC 7396) or replaced (PUT)
     * @param ifMatch the version the caller has seen; empty = any
     * @throws io.continuum.webhooks.core.problem.Unavailable if table or vault do not answer; the webhook is then as it
     *     was, or wholly changed
     */
    public Result<Webhook> update(
            Webhook before, JsonNode body, boolean merge, OptionalLong ifMatch, WebhookRules rules) {
        Webhook seen = before;
        for (int i = 0; i < TRIES; i++) {
            if (ifMatch.isPresent() && ifMatch.getAsLong() != seen.version()) {
                return Result.refused(
                        Refusal.of(ErrorCode.ETAG_MISMATCH, "Read the webhook again and repeat the change."));
            }
            Webhook from = seen;
            switch (SettingsReader.change(body, rules, from, merge).then(read -> after(from, read))) {
                case Result.Refused<Webhook> refused -> {
                    return refused;
                }
                case Result.Ok<Webhook>(Webhook after) -> {
                    Optional<Result<Webhook>> written = written(from, after);
                    if (written.isPresent()) {
                        return written.get();
                    }
                }
            }
            Optional<Webhook> now = webhooks.find(from.key());
            if (now.isEmpty()) {
                return gone(from);
            }
            seen = now.get();
        }
        return Result.refused(Refusal.of(ErrorCode.CONFLICT, "Others change this webhook; repeat the change."));
    }

    private Result<Webhook> after(Webhook seen, SettingsReader.Read read) {
        if (moved(seen, read.settings()) && !targets.allows(read.settings().url())) {
            return Result.refused(RegisterWebhook.refusedTarget());
        }
        boolean active = read.active().orElse(seen.active());
        return credentials
                .forChange(seen, read)
                .map(secret -> seen.changed(
                                read.settings(),
                                active,
                                read.uid(),
                                clock.instant().truncatedTo(ChronoUnit.MILLIS))
                        .with(secret));
    }

    /** One conditional write: whoever changed the webhook since it was read wins, and this change starts again (empty). */
    private Optional<Result<Webhook>> written(Webhook seen, Webhook after) {
        boolean release = moved(seen, after.settings()) || (after.active() && !seen.active());
        return switch (webhooks.update(seen, after, release)) {
            case DONE -> {
                journal.write(Journal.Level.INFO, "webhook.updated", RegisterWebhook.names(after.key()));
                yield Optional.of(Result.ok(after));
            }
            case UID_TAKEN ->
                Optional.of(Result.refused(
                        Refusal.of(ErrorCode.UID_TAKEN, "Another webhook of this tenant has this uid.")));
            case GONE -> Optional.of(gone(seen));
            case LOST -> Optional.empty();
        };
    }

    private Result<Webhook> gone(Webhook webhook) {
        credentials.leave(webhook);
        return Result.refused(Refusal.notFound("webhook"));
    }

    private static boolean moved(Webhook seen, Webhook.Settings settings) {
        return !settings.url().equals(seen.settings().url());
    }
}
