package io.continuum.webhooks.lambda.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.continuum.webhooks.core.delivery.Reason;
import io.continuum.webhooks.core.id.DeliveryId;
import io.continuum.webhooks.core.job.RedriveJob;
import io.continuum.webhooks.core.problem.Result;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters are to be brought back, as a body says it: either ids, or a filter of which at least one part is
 * stated.
 *
 * @param ids each once; null = the filter holds
 * @param webhook id or uid; null = any
 * @param reason null = any
 * @param since null = from the beginning
 * @param until null = to the end
 * @param perMinute the pace
 */
record RedriveFields(
        @Nullable List<DeliveryId> ids,
        @Nullable String webhook,
        @Nullable Reason reason,
        @Nullable Instant since,
        @Nullable Instant until,
        int perMinute) {
    /** What a wrong reason is answered. */
    static final String REASONS =
            "One of " + Arrays.stream(Reason.values()).map(Reason::code).toList() + ".";

    private static final String IDS = "delivery_ids";
    private static final List<String> FILTER = List.of("webhook_id", "reason", "since", "until");
    private static final Set<String> FIELDS = Set.of(IDS, "webhook_id", "reason", "since", "until", "per_minute");

    static Result<RedriveFields> read(JsonNode body) {
        FieldReader fields = new FieldReader(body, FIELDS);
        List<DeliveryId> ids = ids(fields);
        String webhook = fields.text("webhook_id", Optional::of, "A webhook's id.");
        Reason reason = fields.text("reason", RedriveFields::reason, REASONS);
        Instant since = fields.time("since");
        Instant until = fields.time("until");
        if (since != null && until != null && !since.isBefore(until)) {
            fields.error("/until", "The end of the span is after its beginning.");
        }
        int perMinute = fields.number("per_minute", 1, RedriveJob.MAX_PACE, RedriveJob.USUAL_PACE);
        boolean filtered = FILTER.stream().anyMatch(name -> fields.node(name) != null);
        if (fields.node(IDS) != null && filtered) {
            fields.error("/" + IDS, "Name deliveries, or say which by " + FILTER + "; not both.");
        } else if (fields.node(IDS) == null && !filtered) {
            fields.error("/" + IDS, "Name deliveries, or say which by one or more of " + FILTER + ".");
        }
        return fields.then(() -> Result.ok(new RedriveFields(ids, webhook, reason, since, until, perMinute)));
    }

    /** Returns the reason of that name; empty if there is none. */
    static Optional<Reason> reason(String code) {
        return Arrays.stream(Reason.values())
                .filter(reason -> reason.code().equals(code))
                .findFirst();
    }

    private static @Nullable List<DeliveryId> ids(FieldReader fields) {
        JsonNode given = fields.node(IDS);
        if (given == null) {
            return null;
        }
        if (!given.isArray() || given.isEmpty() || given.size() > RedriveJob.MOST) {
            fields.error("/" + IDS, "A list of 1 to " + RedriveJob.MOST + " ids.");
            return null;
        }
        Set<DeliveryId> ids = new LinkedHashSet<>();
        for (int i = 0; i < given.size(); i++) {
            JsonNode one = given.get(i);
            Optional<DeliveryId> id = one.isTextual() ? DeliveryId.parse(one.textValue()) : Optional.empty();
            id.ifPresent(ids::add);
            if (id.isEmpty()) {
                fields.error("/" + IDS + "/" + i, "A delivery's id is like dlv_01jee2v1gyn9e5zjmq0yp0a1b2.");
            }
        }
        return new ArrayList<>(ids);
    }
}
