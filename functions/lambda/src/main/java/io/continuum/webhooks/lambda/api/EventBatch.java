package io.continuum.webhooks.lambda.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.continuum.webhooks.core.event.EventDraft;
import io.continuum.webhooks.core.event.EventFields;
import io.continuum.webhooks.core.json.CanonicalJson;
import io.continuum.webhooks.core.json.StrictJson;
import io.continuum.webhooks.core.problem.ErrorCode;
import io.continuum.webhooks.core.problem.FieldError;
import io.continuum.webhooks.core.problem.Refusal;
import io.continuum.webhooks.core.problem.Result;
import java.util.ArrayList;
import java.util.List;

/** Reads the events of a batch, each with the limits that it would have alone. */
final class EventBatch {
    /** Most events. Source: spec.md §2. */
    static final int MOST = 100;

    private EventBatch() {}

    /** Returns what was read of each event, in order; refused as a whole is only what is no batch. */
    static Result<List<Result<EventDraft>>> read(JsonNode body) {
        JsonNode events = body.path("events");
        List<FieldError> errors = new ArrayList<>();
        if (!events.isArray() || events.isEmpty() || events.size() > MOST) {
            errors.add(new FieldError("/events", "A list of 1 to " + MOST + " events."));
        }
        body.fieldNames().forEachRemaining(name -> {
            if (!name.equals("events")) {
                String pointer = "/" + name.replace("~", "~0").replace("/", "~1");
                errors.add(new FieldError(pointer, "There is no such field."));
            }
        });
        if (!errors.isEmpty()) {
            return Result.refused(Refusal.fields(errors));
        }
        List<Result<EventDraft>> read = new ArrayList<>();
        events.forEach(event -> read.add(one(event)));
        return Result.ok(read);
    }

    private static Result<EventDraft> one(JsonNode event) {
        if (!StrictJson.fits(event)) {
            String detail =
                    "An event has at most " + StrictJson.MAX_DEPTH + " levels and " + StrictJson.MAX_KEYS + " keys.";
            return Result.refused(Refusal.of(ErrorCode.INVALID_JSON, detail));
        }
        // Spaces between its parts do not count here.
        if (CanonicalJson.of(event).size() > EventFields.MAX_BYTES) {
            return Result.refused(Refusal.of(ErrorCode.BODY_TOO_LARGE, "An event has at most 256 KiB."));
        }
        return EventFields.strict(event);
    }
}
