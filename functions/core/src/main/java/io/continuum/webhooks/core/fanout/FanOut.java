package io.continuum.webhooks.core.fanout;

import io.continuum.webhooks.core.delivery.DeliveryQueue;
import io.continuum.webhooks.core.delivery.DeliveryTask;
import io.continuum.webhooks.core.event.Event;
import io.continuum.webhooks.core.event.EventMessage;
import io.continuum.webhooks.core.event.EventStore;
import io.continuum.webhooks.core.event.EventView;
import io.continuum.webhooks.core.event.Filter;
import io.continuum.webhooks.core.event.Operational;
import io.continuum.webhooks.core.id.DeliveryId;
import io.continuum.webhooks.core.id.DeliveryKey;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.id.WebhookId;
import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.journal.Journal;
import io.continuum.webhooks.core.journal.Metric;
import io.continuum.webhooks.core.journal.Metrics;
import io.continuum.webhooks.core.problem.Unavailable;
import io.continuum.webhooks.core.webhook.Webhook;
import io.continuum.webhooks.core.webhook.WebhookStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Fans events out. Matches are noted once, by the webhooks as they are now, before the first task is sent; whoever comes
 * to the same event again sends the noted ones. Thread-safe.
 */
public final class FanOut {
    /** Data above this stays in the event's item, and tasks point to it. A message holds 1 MiB, billed per 64 KB. */
    public static final int INLINE_BYTES = 200 * 1024;

    /** Data above this in all tasks of one event together is pointed to as well. */
    private static final long FANNED_BYTES = 8L * 1024 * 1024;

    /** Tasks made before they are sent. */
    private static final int CHUNK = 100;

    private static final String OTHER_CONTENT = "the event's id is known with other content";

    private final WebhookStore webhooks;
    private final EventStore events;
    private final DeliveryQueue queue;
    private final Journal journal;
    private final Metrics metrics;

    /** Fans out to {@code queue}. */
    public FanOut(WebhookStore webhooks, EventStore events, DeliveryQueue queue, Journal journal, Metrics metrics) {
        this.metrics = metrics;
        this.webhooks = webhooks;
        this.events = events;
        this.queue = queue;
        this.journal = journal;
    }

    /**
     * What came of a batch.
     *
     * @param failed ids of the messages that must stay in their queue
     * @param rejected ids of the messages that nobody can act on, each with the reason; they are to be kept for a human
     */
    public record Outcome(Set<String> failed, Map<String, String> rejected) {}

    /** The time that an invocation has, and where what does not fit into it goes on. */
    public interface Turn {
        /** Has all the time in the world. */
        Turn ENDLESS = new Turn() {
            @Override
            public boolean isOver() {
                return false;
            }

            @Override
            public boolean mayBegin() {
                return true;
            }

            @Override
            public void goOn(EventMessage rest) {
                throw new IllegalStateException("this turn never ends");
            }
        };

        /** Returns whether there is only time left to say what goes on. */
        boolean isOver();

        /** Returns whether there is still time for the first tasks of another event. */
        boolean mayBegin();

        /**
         * Has another invocation go on with {@code rest}. Returns only once the queue has it durably.
         *
         * @throws Unavailable if it may not have it
         */
        void goOn(EventMessage rest);
    }

    /** Fans out a batch, however long it takes. */
    public Outcome fanOut(List<Intake> batch) {
        return fanOut(batch, Turn.ENDLESS);
    }

    /**
     * Fans out a batch. Each event gets at least a hundred tasks; those that have more matches and no time go on in another
     * turn, where this one ended. Those that cannot even begin fail, but for the first one: some event always comes on.
     */
    public Outcome fanOut(List<Intake> batch, Turn turn) {
        Set<String> failed = new LinkedHashSet<>();
        Map<String, String> rejected = new LinkedHashMap<>();
        Map<TenantId, List<Webhook>> tenants = new HashMap<>();
        for (int i = 0; i < batch.size(); i++) {
            Intake intake = batch.get(i);
            Event event = intake.message().event();
            if (i > 0 && !turn.mayBegin()) {
                // Killed in the middle it would take those of its batch along that are done.
                failed.add(intake.messageId());
                continue;
            }
            try {
                List<Webhook> all = tenants.computeIfAbsent(event.tenant(), webhooks::all);
                switch (matched(intake, all)) {
                    case Fanned fanned -> send(fanned, all, turn);
                    case Rejected(String reason) -> rejected.put(intake.messageId(), reason);
                }
            } catch (Unavailable e) {
                failed.add(intake.messageId());
            } catch (RuntimeException e) {
                // The outermost frame of one message: a bug that it meets must not touch the others of its batch.
                failed.add(intake.messageId());
                journal.write(
                        Journal.Level.ERROR,
                        "fanout.bug",
                        Map.of(
                                "event_id", event.id().toString(),
                                "exception", e.getClass().getName()));
            }
        }
        return new Outcome(failed, rejected);
    }

    /** What is to be done about a message. */
    private sealed interface Matched {}

    /** Nobody can act on it, for this reason. */
    private record Rejected(String reason) implements Matched {}

    /** An event with its noted matches, of which the first {@code from} have their tasks. */
    private record Fanned(Event event, List<WebhookId> matches, boolean possibleCopies, int from) implements Matched {
        Fanned(Event event, List<WebhookId> matches, boolean possibleCopies) {
            this(event, matches, possibleCopies, 0);
        }
    }

    /**
     * What is left goes to the webhooks that were noted at the beginning, whatever has changed since. Only an erased event
     * ends here: where the note is gone (expired, or the table was restored), nobody knows who is still to get it.
     */
    private Matched rest(Intake intake) {
        EventMessage message = intake.message();
        Event event = message.event();
        Optional<EventStore.Stored> stored = events.find(event.tenant(), event.id());
        if (stored.filter(EventStore.Stored::erased).isPresent()) {
            return new Fanned(event, List.of(), true);
        }
        List<WebhookId> noted = stored.map(EventStore.Stored::matches).orElse(List.of());
        return message.from() > noted.size()
                ? new Rejected("the store does not know who is to get the event behind the first " + message.from())
                : new Fanned(event, noted, true, message.from());
    }

    private Matched matched(Intake intake, List<Webhook> all) {
        EventMessage message = intake.message();
        Event event = message.event();
        if (message.from() > 0) {
            return rest(intake);
        }
        List<WebhookId> matches = matches(event, all);
        if (Operational.is(event.type()) && matches.isEmpty()) {
            // A report that nobody subscribes to costs its message and no write.
            return new Fanned(event, matches, false);
        }
        if (!message.stored()) {
            return switch (events.acceptMatched(event, matches)) {
                case EventStore.Acceptance.New _ -> new Fanned(event, matches, false);
                case EventStore.Acceptance.Known(EventStore.Stored stored) -> known(event, stored, matches);
            };
        }
        if (intake.redelivered() || message.possibleCopy()) {
            // The mark first: a fan-out that is done must not follow a state that came later.
            Optional<EventStore.Stored> stored = events.find(event.tenant(), event.id());
            if (stored.isPresent()) {
                return known(event, stored.get(), matches);
            }
        }
        List<WebhookId> noted = events.note(event, matches);
        return new Fanned(event, noted, !noted.equals(matches));
    }

    private Matched known(Event event, EventStore.Stored stored, List<WebhookId> matches) {
        if (stored.erased()) {
            // Nothing is left to send, and nothing to compare with.
            return new Fanned(stored.event(), List.of(), true);
        }
        // A report that is repeated may say it in other words; its id says that it is the same happening.
        boolean same =
                Operational.is(event.type()) || stored.event().contentHash().equals(event.contentHash());
        if (!same) {
            return new Rejected(OTHER_CONTENT);
        }
        List<WebhookId> earlier = stored.matches();
        List<WebhookId> noted = earlier != null ? earlier : events.note(stored.event(), matches);
        return new Fanned(stored.event(), noted, true);
    }

    private static List<WebhookId> matches(Event event, List<Webhook> all) {
        EventView view = EventView.of(event);
        // No webhook is told about itself: who cannot be reached would be told of it for ever.
        Optional<WebhookId> subject = Operational.subject(event);
        return all.stream()
                .filter(webhook -> webhook.active() && webhook.subscribesTo(event.type()) && wants(webhook, view))
                .map(webhook -> webhook.key().webhook())
                .filter(id -> subject.isEmpty() || !id.equals(subject.get()))
                .toList();
    }

    private static boolean wants(Webhook webhook, EventView event) {
        Filter filter = webhook.settings().filter();
        return filter == null || filter.accepts(event);
    }

    private void send(Fanned fanned, List<Webhook> all, Turn turn) {
        Event event = fanned.event();
        Map<WebhookId, Webhook> known =
                all.stream().collect(Collectors.toMap(webhook -> webhook.key().webhook(), Function.identity()));
        int size = event.data().size();
        boolean pointer = size > INLINE_BYTES || (long) size * fanned.matches().size() > FANNED_BYTES;
        List<DeliveryTask> tasks = new ArrayList<>();
        List<WebhookId> matches = fanned.matches();
        for (int i = fanned.from(); i < matches.size(); i++) {
            WebhookId id = matches.get(i);
            WebhookKey webhook = new WebhookKey(event.tenant(), id);
            DeliveryKey key = new DeliveryKey(webhook, DeliveryId.of(event.id(), event.acceptedAt(), id));
            Instant due = event.acceptedAt().plus(firstDelay(known.get(id)));
            DeliveryTask task = DeliveryTask.first(key, event, due, fanned.possibleCopies());
            tasks.add(pointer ? task.pointing() : task);
            if (tasks.size() == CHUNK) {
                // Sent as they are made: ten thousand bodies at once would not fit a function's memory.
                sendAll(tasks);
                tasks.clear();
                if (i + 1 < matches.size() && turn.isOver()) {
                    // A killed fan-out would begin again from the start, and never come to its end. One that is killed
                    // behind this line begins again too, and sends another rest beside this one.
                    turn.goOn(EventMessage.rest(event, i + 1));
                    return;
                }
            }
        }
        if (!tasks.isEmpty()) {
            sendAll(tasks);
        }
        metrics.add(Metric.EVENTS_FANNED_OUT, 1);
        journal.write(
                Journal.Level.INFO,
                "event.fanned_out",
                Map.of(
                        "tenant_id", event.tenant().toString(),
                        "event_id", event.id().toString(),
                        "event_type", event.type().toString(),
                        "matched", fanned.matches().size()));
    }

    private void sendAll(List<DeliveryTask> tasks) {
        queue.sendAll(tasks);
        metrics.add(Metric.TASKS_SENT, tasks.size());
    }

    /** Zero for nearly all; for a webhook that is gone it does not matter, as its delivery will be cancelled. */
    private static Duration firstDelay(@Nullable Webhook webhook) {
        return webhook == null
                ? Duration.ZERO
                : webhook.schedule().delayBefore(1).orElse(Duration.ZERO);
    }
}
