package io.continuum.webhooks.lambda.dynamodb;

import io.continuum.webhooks.core.admission.WaitReason;
import io.continuum.webhooks.core.delivery.Attempt;
import io.continuum.webhooks.core.delivery.Delivery;
import io.continuum.webhooks.core.delivery.Finding;
import io.continuum.webhooks.core.delivery.Reason;
import io.continuum.webhooks.core.delivery.Status;
import io.continuum.webhooks.core.delivery.TestWebhook;
import io.continuum.webhooks.core.delivery.Waiting;
import io.continuum.webhooks.core.egress.Header;
import io.continuum.webhooks.core.event.EventType;
import io.continuum.webhooks.core.event.Priority;
import io.continuum.webhooks.core.id.DeliveryKey;
import io.continuum.webhooks.core.id.EventId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A delivery's record, and its place in the waiting room, as items. Both have the same head; only records have a log. */
final class DeliveryItems {
    static final String TYPE = "type";
    static final String REASON = "reason";
    static final String ATTEMPTS = "attempts";
    static final String LAST_ERROR = "error";
    static final String STATUS = "status";

    private static final String EVENT = "event";
    private static final String PRIORITY = "priority";
    private static final String CREATED = "created";
    private static final String COMPLETED = "completed";
    static final String LOG = "log";

    static final String WAITING_ATTEMPT = "attempt";
    private static final String WAITING_REASON = "why";
    private static final String DUE = "due";
    static final String UNTIL = "until";
    private static final String PARKED = "parked";

    // Inside the log, where each name counts for every attempt.
    private static final String NUMBER = "n";
    private static final String STARTED = "s";
    private static final String DURATION_NS = "d";
    private static final String HEADERS = "h";
    private static final String CODE = "c";
    private static final String BODY = "b";
    private static final String TRUNCATED = "t";
    private static final String ERROR = "e";
    private static final String NEXT = "x";
    private static final String FINDING = "f";
    private static final String FINDING_VERSION = "fv";

    private DeliveryItems() {}

    /** Returns a record's item; it is in the index of the dead while it is a dead letter. */
    static Map<String, AttributeValue> record(Delivery delivery, Duration retention) {
        Attributes item = head(Keys.record(delivery.key()), delivery, retention)
                .list(LOG, delivery.log().stream().map(DeliveryItems::attempt).toList());
        if (delivery.status() == Status.DEAD_LETTER && !delivery.eventType().equals(TestWebhook.TYPE)) {
            item.text(Keys.DEAD_TENANT, Keys.ofTenant(delivery.key().webhook().tenant()))
                    .text(Keys.DEAD_DELIVERY, Keys.bare(delivery.key().delivery()))
                    .text(LAST_ERROR, delivery.last().map(Attempt::error).orElse(null));
        }
        return item.build();
    }

    /** Returns a record's log as it is stored. */
    static AttributeValue log(List<Attempt> log) {
        return AttributeValue.fromL(log.stream().map(DeliveryItems::attempt).toList());
    }

    /** Returns a place's item. */
    static Map<String, AttributeValue> place(Delivery delivery, Waiting waiting, Duration retention) {
        WaitReason reason = waiting.reason();
        return head(Keys.place(delivery.key()), delivery, retention)
                .number(WAITING_ATTEMPT, waiting.attempt())
                .text(WAITING_REASON, reason == null ? null : reason.code())
                .time(DUE, waiting.due())
                .time(UNTIL, waiting.until())
                .flag(PARKED, waiting.parked())
                .build();
    }

    /** Returns how a place's end is stored. */
    static AttributeValue until(Waiting waiting) {
        return Objects.requireNonNull(
                new Attributes().time(UNTIL, waiting.until()).build().get(UNTIL));
    }

    private static Attributes head(Key key, Delivery delivery, Duration retention) {
        Reason reason = delivery.reason();
        return Attributes.at(key)
                .text(EVENT, delivery.eventId().value())
                .text(TYPE, delivery.eventType().name())
                .text(PRIORITY, delivery.priority().code())
                .time(CREATED, delivery.createdAt())
                .text(STATUS, delivery.status().code())
                .number(ATTEMPTS, delivery.attempts())
                .text(REASON, reason == null ? null : reason.code())
                .time(COMPLETED, delivery.completedAt())
                // Counted from the event's acceptance, so that a record does not outlive what it is about.
                .number(Keys.TTL, Times.ttl(delivery.createdAt(), retention));
    }

    private static AttributeValue attempt(Attempt attempt) {
        List<AttributeValue> headers = new ArrayList<>();
        for (Header header : attempt.requestHeaders()) {
            headers.add(AttributeValue.fromS(header.name()));
            headers.add(AttributeValue.fromS(header.value()));
        }
        Attributes attributes = new Attributes()
                .number(NUMBER, attempt.number())
                .time(STARTED, attempt.startedAt())
                .number(DURATION_NS, attempt.duration().toNanos())
                .list(HEADERS, headers)
                .number(CODE, attempt.responseCode())
                .text(BODY, attempt.responseBody())
                .flag(TRUNCATED, attempt.truncated())
                .text(ERROR, attempt.error())
                .time(NEXT, attempt.nextRetryAt());
        Finding finding = attempt.finding();
        if (finding != null) {
            attributes.text(FINDING, finding.kind().code()).number(FINDING_VERSION, finding.version());
        }
        return AttributeValue.fromM(attributes.build());
    }

    /** Reads a record, or a place. */
    static Delivery read(Item item) {
        String reason = item.textOrNull(REASON);
        return new Delivery(
                key(item),
                new EventId(item.text(EVENT)),
                new EventType(item.text(TYPE)),
                Priority.of(item.text(PRIORITY)).orElseThrow(),
                item.time(CREATED),
                Status.of(item.text(STATUS)).orElseThrow(),
                item.integer(ATTEMPTS),
                reason == null ? null : Reason.valueOf(reason.toUpperCase(Locale.ROOT)),
                item.timeOrNull(COMPLETED),
                item.list(LOG).stream()
                        .map(AttributeValue::m)
                        .map(Item::new)
                        .map(DeliveryItems::readAttempt)
                        .toList(),
                item.has(WAITING_ATTEMPT) ? readWaiting(item) : null);
    }

    static boolean isRecord(Item item) {
        return item.text(Keys.SK).startsWith(Keys.RECORD);
    }

    private static DeliveryKey key(Item item) {
        // D#<d> and W#<d> alike.
        String bare = item.text(Keys.SK).substring(Keys.RECORD.length());
        return new DeliveryKey(Keys.webhookOf(item.text(Keys.PK)), Keys.delivery(bare));
    }

    private static Waiting readWaiting(Item item) {
        return new Waiting(
                item.integer(WAITING_ATTEMPT),
                readReason(item.textOrNull(WAITING_REASON)),
                item.time(DUE),
                item.time(UNTIL),
                item.flag(PARKED));
    }

    private static @Nullable WaitReason readReason(@Nullable String code) {
        return code == null ? null : WaitReason.valueOf(code.toUpperCase(Locale.ROOT));
    }

    private static Attempt readAttempt(Item item) {
        return new Attempt(
                item.integer(NUMBER),
                item.time(STARTED),
                Duration.ofNanos(item.number(DURATION_NS)),
                headers(item.list(HEADERS)),
                item.has(CODE) ? (Integer) item.integer(CODE) : null,
                item.text(BODY),
                item.flag(TRUNCATED),
                item.textOrNull(ERROR),
                item.timeOrNull(NEXT),
                finding(item));
    }

    private static @Nullable Finding finding(Item item) {
        String kind = item.textOrNull(FINDING);
        return kind == null
                ? null
                : new Finding(Finding.Kind.valueOf(kind.toUpperCase(Locale.ROOT)), item.number(FINDING_VERSION));
    }

    private static List<Header> headers(List<AttributeValue> values) {
        List<Header> headers = new ArrayList<>(values.size() / 2);
        for (int i = 0; i < values.size(); i += 2) {
            headers.add(new Header(values.get(i).s(), values.get(i + 1).s()));
        }
        return headers;
    }
}
