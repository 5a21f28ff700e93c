package io.continuum.webhooks.lambda.api;

import io.continuum.webhooks.core.deadletter.DeadLetters;
import io.continuum.webhooks.core.delivery.Delivery;
import io.continuum.webhooks.core.event.EventType;
import io.continuum.webhooks.core.id.DeliveryId;
import io.continuum.webhooks.core.id.WebhookId;
import io.continuum.webhooks.core.job.RecoverWebhook;
import io.continuum.webhooks.core.problem.ErrorCode;
import io.continuum.webhooks.core.problem.FieldError;
import io.continuum.webhooks.core.problem.Refusal;
import io.continuum.webhooks.core.problem.Result;
import io.continuum.webhooks.core.tenant.Allowance;
import io.continuum.webhooks.core.webhook.Webhook;
import io.continuum.webhooks.lambda.api.dialect.DeadLetterShape;
import io.continuum.webhooks.lambda.api.dialect.Listing;
import io.continuum.webhooks.lambda.api.gateway.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Dead letters of a tenant, and what brings them back. Thread-safe. */
final class DeadLetterRoutes {
    private static final int OK = 200;
    private static final int ACCEPTED = 202;
    private static final int USUAL_LIMIT = 50;

    /** Of the store's bounded reads for one page: 25,000 dead letters of the index, a few seconds of a caller's 29. */
    private static final int MOST_READS = 10;

    private static final Set<String> RECOVER_FIELDS = Set.of("since", "until", "dry_run");

    private final Api api;
    private final Lookup lookup;

    DeadLetterRoutes(Api api, Lookup lookup) {
        this.api = api;
        this.lookup = lookup;
    }

    Result<Response> list(Call call) {
        QueryReader query = new QueryReader(call.request());
        DeadLetters.Filter filter = new DeadLetters.Filter(
                query.one("webhook_id", text -> webhook(call, text), "There is no such webhook."),
                query.one("reason", RedriveFields::reason, RedriveFields.REASONS),
                query.one("event", EventType::parse, "This is not an event name."),
                query.time("since"),
                query.time("until"));
        String list = "dead_letters " + filter;
        Cursors cursors = api.platform().cursors();
        Window window = query.window(USUAL_LIMIT, text -> cursors.read(call.tenant(), list, text));
        return query.then(() -> {
            String position = window.position();
            DeliveryId after = position == null ? null : new DeliveryId(position);
            DeadLetters.Page page = full(call, filter, new DeadLetters.Range(after, window.offset(), window.limit()));
            DeliveryId next = page.next();
            String mark = next == null ? null : cursors.make(call.tenant(), list, next.value());
            return Result.ok(call.presenter()
                    .list(
                            "dead_letters",
                            new Listing<>(page.deliveries(), window.limit(), window.offset(), next != null, mark),
                            dead -> DeadLetterShape.listed(
                                    dead, call.presenter().ids())));
        });
    }

    /** A webhook that was deleted has dead letters still; a uid is only known while it has one. */
    private Optional<WebhookId> webhook(Call call, String idOrUid) {
        Optional<WebhookId> id = WebhookId.parse(idOrUid);
        return id.or(() -> found(call, idOrUid).map(webhook -> webhook.key().webhook()));
    }

    private Optional<Webhook> found(Call call, String idOrUid) {
        return Lookup.wellFormed(idOrUid) ? api.webhooks().find().find(call.tenant(), idOrUid) : Optional.empty();
    }

    /** Reads on until the page is full, or there is no more. */
    private DeadLetters.Page full(Call call, DeadLetters.Filter filter, DeadLetters.Range wanted) {
        DeadLetters.Page page = api.jobs().deadLetters().list(call.tenant(), filter, wanted);
        List<Delivery> found = new ArrayList<>(page.deliveries());
        DeliveryId next = page.next();
        for (int i = 1; i < MOST_READS && next != null && found.size() < wanted.limit(); i++) {
            DeadLetters.Range rest = new DeadLetters.Range(next, 0, wanted.limit() - found.size());
            page = api.jobs().deadLetters().list(call.tenant(), filter, rest);
            found.addAll(page.deliveries());
            next = page.next();
        }
        return new DeadLetters.Page(found, next);
    }

    Result<Response> dismiss(Call call) {
        return DeliveryId.parse(call.name("delivery_id"))
                .flatMap(id -> api.jobs().deadLetters().find(call.tenant(), id))
                .filter(dead -> api.jobs().deadLetters().dismiss(dead))
                .map(dead ->
                        Result.ok(call.presenter().removed(dead.key().delivery().toString())))
                .orElseGet(() -> Result.refused(Refusal.notFound("dead letter")));
    }

    Result<Response> redrive(Call call) {
        return RedriveFields.read(call.body())
                .then(fields -> api.keys()
                        .allow()
                        .tenant(call.tenant(), Allowance.REDRIVE)
                        .then(_ -> redriven(call, fields)))
                .map(count -> call.presenter().answer(ACCEPTED, DeadLetterShape.redriven(count)));
    }

    private Result<Integer> redriven(Call call, RedriveFields fields) {
        List<DeliveryId> ids = fields.ids();
        if (ids != null) {
            return Result.ok(api.jobs().redrive().byIds(call.tenant(), ids, fields.perMinute()));
        }
        return active(call, fields.webhook()).map(webhook -> {
            DeadLetters.Filter filter = new DeadLetters.Filter(
                    webhook.map(one -> one.key().webhook()).orElse(null),
                    fields.reason(),
                    null,
                    fields.since(),
                    fields.until());
            return api.jobs().redrive().byFilter(call.tenant(), filter, fields.perMinute());
        });
    }

    /** Returns the webhook that is named; empty if none is. */
    private Result<Optional<Webhook>> active(Call call, @Nullable String name) {
        if (name == null) {
            return Result.ok(Optional.empty());
        }
        Optional<Webhook> webhook = found(call, name);
        if (webhook.isEmpty()) {
            return Result.refused(Refusal.fields(List.of(new FieldError("/webhook_id", "There is no such webhook."))));
        }
        return webhook.get().active()
                ? Result.ok(webhook)
                : Result.refused(Refusal.of(ErrorCode.CONFLICT, "The webhook is disabled; enable it first."));
    }

    Result<Response> recover(Call call) {
        return lookup.webhook(call)
                .then(webhook -> span(call)
                        .then(span ->
                                lookup.allowed(webhook, Allowance.RECOVER).then(_ -> recovered(call, webhook, span))));
    }

    private Result<Response> recovered(Call call, Webhook webhook, Span span) {
        return api.jobs()
                .recover()
                .recover(webhook, span.since(), span.until(), span.dryRun())
                .map(recovered ->
                        call.presenter().answer(span.dryRun() ? OK : ACCEPTED, DeadLetterShape.recovered(recovered)));
    }

    private record Span(Instant since, @Nullable Instant until, boolean dryRun) {}

    private Result<Span> span(Call call) {
        FieldReader fields = new FieldReader(call.body(), RECOVER_FIELDS);
        Instant since = fields.time("since");
        Instant until = fields.time("until");
        boolean dryRun = fields.flag("dry_run");
        Instant now = api.platform().clock().instant();
        if (fields.node("since") == null) {
            fields.error("/since", "The beginning of the span is needed, like 2025-12-06T12:00:00Z.");
        }
        if (since == null) {
            return fields.then(() -> Result.refused(Refusal.fields(List.of())));
        }
        if (since.isBefore(now.minus(RecoverWebhook.FARTHEST))) {
            fields.error("/since", "At most " + RecoverWebhook.FARTHEST.toDays() + " days back.");
        } else if (!since.isBefore(until == null ? now : until)) {
            fields.error("/since", "The beginning of the span is before its end.");
        }
        return fields.then(() -> Result.ok(new Span(since, until, dryRun)));
    }
}
