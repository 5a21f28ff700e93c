package io.continuum.webhooks.core.delivery;

import io.continuum.webhooks.core.webhook.Webhook;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The line of one attempt. Saved queries read these names, and log storage is billed by the byte: a usual line takes less
 * than 370 of them (0.18 USD per million at 0.50 USD per GB), a failed one 410.
 */
final class AttemptLine {
    private AttemptLine() {}

    /** Returns the fields of the last attempt of {@code after}; what does not apply is left out. */
    static Map<String, Object> fields(Member member, Webhook webhook, Delivery after, NextStep step) {
        Attempt attempt = after.log().getLast();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("tenant_id", after.key().webhook().tenant().toString());
        fields.put("webhook_id", after.key().webhook().webhook().toString());
        fields.put("event_id", after.eventId().toString());
        fields.put("event_type", after.eventType().toString());
        fields.put("delivery_id", after.key().delivery().toString());
        fields.put("format", webhook.settings().format().name());
        fields.put("priority", member.task().event().priority().code());
        fields.put("attempt", attempt.number());
        fields.put("outcome", after.status().code());
        fields.put("duration_ms", attempt.duration().toMillis());
        fields.put("queue_wait_ms", Measure.wait(member.task(), attempt.startedAt()));
        if (attempt.responseCode() != null) {
            fields.put("response_code", attempt.responseCode());
        }
        if (attempt.error() != null) {
            fields.put("error", attempt.error());
        }
        if (step instanceof NextStep.RetryAt(Instant due)) {
            fields.put("next_delay_ms", Duration.between(attempt.endedAt(), due).toMillis());
        }
        if (step instanceof NextStep.GiveUp(Reason reason)) {
            fields.put("reason", reason.code());
        }
        return fields;
    }
}
