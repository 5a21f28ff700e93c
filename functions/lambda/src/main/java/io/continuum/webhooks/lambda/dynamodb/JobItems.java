package io.continuum.webhooks.lambda.dynamodb;

import io.continuum.webhooks.core.deadletter.DeadLetters;
import io.continuum.webhooks.core.delivery.Reason;
import io.continuum.webhooks.core.erasure.Erasure;
import io.continuum.webhooks.core.event.EventType;
import io.continuum.webhooks.core.id.DeliveryId;
import io.continuum.webhooks.core.id.EventId;
import io.continuum.webhooks.core.id.JobKey;
import io.continuum.webhooks.core.id.WebhookId;
import io.continuum.webhooks.core.job.EraseJob;
import io.continuum.webhooks.core.job.Job;
import io.continuum.webhooks.core.job.RedriveJob;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Jobs as items. One that is due some time is in the index of wakes; a done one leaves after some days. */
final class JobItems {
    static final String REVISION = "revision";

    private static final Duration DONE_KEPT = Duration.ofDays(7);
    private static final int ID_LENGTH = 26;

    private static final String KIND = "kind";
    private static final String REDRIVE = "redrive";
    private static final String ERASE = "erase";
    private static final String ASKED = "asked";
    private static final String CURSOR = "cursor";

    private static final String IDS = "ids";
    private static final String WEBHOOK = "webhook";
    private static final String REASON = "reason";
    private static final String TYPE = "type";
    private static final String SINCE = "since";
    private static final String UNTIL = "until";
    private static final String PACE = "pace";
    private static final String LEFT = "left";
    private static final String SENT = "sent";
    private static final String WINDOW = "window";
    private static final String IN_WINDOW = "in_window";

    private static final String SUBJECT = "subject";
    private static final String SECOND = "second";
    private static final String BEGUN = "begun";
    private static final String DONE = "done";
    private static final String EVENTS = "events";
    private static final String DELIVERIES = "deliveries";
    private static final String CANCELLED = "cancelled";

    private JobItems() {}

    static Map<String, AttributeValue> item(Job job, Instant now) {
        Key key = Keys.job(job.key());
        Attributes item = Attributes.at(key).number(REVISION, job.revision());
        Instant wakeAt = job.wakeAt();
        if (wakeAt == null) {
            item.number(Keys.TTL, Times.ttl(now, DONE_KEPT));
        } else {
            item.text(Keys.WAKE_SHARD, Keys.shard(key.pk() + key.sk())).text(Keys.WAKE_AT, Times.sortable(wakeAt));
        }
        return switch (job) {
            case RedriveJob redrive -> redrive(item, redrive).build();
            case EraseJob erase -> erase(item, erase).build();
        };
    }

    static Job read(JobKey key, Item item) {
        return item.text(KIND).equals(ERASE) ? readErase(key, item) : readRedrive(key, item);
    }

    private static Attributes redrive(Attributes item, RedriveJob job) {
        DeadLetters.Filter filter = job.what().filter();
        RedriveJob.Progress progress = job.progress();
        List<DeliveryId> ids = job.what().ids();
        return item.text(KIND, REDRIVE)
                .time(ASKED, job.askedAt())
                .text(IDS, ids == null ? null : ids.stream().map(Keys::bare).collect(Collectors.joining()))
                .text(
                        WEBHOOK,
                        filter.webhook() == null ? null : filter.webhook().random())
                .text(REASON, filter.reason() == null ? null : filter.reason().code())
                .text(TYPE, filter.event() == null ? null : filter.event().name())
                .time(SINCE, filter.since())
                .time(UNTIL, filter.until())
                .number(PACE, job.perMinute())
                .text(
                        CURSOR,
                        progress.cursor() == null ? null : progress.cursor().value())
                .number(LEFT, progress.left())
                .number(SENT, progress.sent())
                .time(WINDOW, progress.windowAt())
                .number(IN_WINDOW, progress.inWindow());
    }

    private static RedriveJob readRedrive(JobKey key, Item item) {
        String webhook = item.textOrNull(WEBHOOK);
        String reason = item.textOrNull(REASON);
        String type = item.textOrNull(TYPE);
        String cursor = item.textOrNull(CURSOR);
        DeadLetters.Filter filter = new DeadLetters.Filter(
                webhook == null ? null : new WebhookId(webhook),
                reason == null ? null : Reason.valueOf(reason.toUpperCase(Locale.ROOT)),
                type == null ? null : new EventType(type),
                item.timeOrNull(SINCE),
                item.timeOrNull(UNTIL));
        return new RedriveJob(
                key,
                item.number(REVISION),
                new RedriveJob.What(ids(item.textOrNull(IDS)), filter),
                item.time(ASKED),
                item.integer(PACE),
                new RedriveJob.Progress(
                        cursor == null ? null : new DeliveryId(cursor),
                        item.integer(LEFT),
                        item.integer(SENT),
                        item.time(WINDOW),
                        item.integer(IN_WINDOW)),
                wakeAt(item));
    }

    /** Ten thousand ids as a list of strings would not leave much of an item's 400 KB. */
    private static @Nullable List<DeliveryId> ids(@Nullable String joined) {
        if (joined == null) {
            return null;
        }
        List<DeliveryId> ids = new ArrayList<>(joined.length() / ID_LENGTH);
        for (int from = 0; from < joined.length(); from += ID_LENGTH) {
            ids.add(Keys.delivery(joined.substring(from, from + ID_LENGTH)));
        }
        return ids;
    }

    private static Attributes erase(Attributes item, EraseJob job) {
        Erasure.Counts counts = job.progress().counts();
        EraseJob.Begun begun = job.progress().begun();
        return item.text(KIND, ERASE)
                .text(SUBJECT, job.userId())
                .time(ASKED, job.askedAt())
                .flag(SECOND, job.progress().second())
                .text(CURSOR, job.progress().cursor())
                .text(BEGUN, begun == null ? null : begun.event().value())
                .number(DONE, begun == null ? 0 : begun.deliveries())
                .number(EVENTS, counts.events())
                .number(DELIVERIES, counts.deliveries())
                .number(CANCELLED, counts.cancelled());
    }

    private static EraseJob readErase(JobKey key, Item item) {
        Erasure.Counts counts =
                new Erasure.Counts(item.integer(EVENTS), item.integer(DELIVERIES), item.integer(CANCELLED));
        String begun = item.textOrNull(BEGUN);
        return new EraseJob(
                key,
                item.number(REVISION),
                item.text(SUBJECT),
                item.time(ASKED),
                new EraseJob.Progress(
                        item.flag(SECOND),
                        item.textOrNull(CURSOR),
                        begun == null ? null : new EraseJob.Begun(new EventId(begun), item.integer(DONE)),
                        counts),
                wakeAt(item));
    }

    private static @Nullable Instant wakeAt(Item item) {
        String text = item.textOrNull(Keys.WAKE_AT);
        return text == null ? null : Instant.parse(text);
    }
}
