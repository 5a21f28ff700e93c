package io.continuum.webhooks.core.fanout;

import io.continuum.webhooks.core.erasure.ErasureList;
import io.continuum.webhooks.core.erasure.Payloads;
import io.continuum.webhooks.core.event.Event;
import io.continuum.webhooks.core.event.EventStore;
import io.continuum.webhooks.core.json.CanonicalJson;
import io.continuum.webhooks.core.problem.Unavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Takes events that were erased out of a batch before their fan-out: they go to nobody, and their data is not stored.
 * Events that name no user cost nothing. Thread-safe.
 */
public final class SkipErased {
    private static final CanonicalJson NOTHING = CanonicalJson.object().build();

    private final EventStore events;
    private final Payloads payloads;
    private final ErasureList erasures;

    /** Goes by {@code erasures}. */
    public SkipErased(EventStore events, Payloads payloads, ErasureList erasures) {
        this.events = events;
        this.payloads = payloads;
        this.erasures = erasures;
    }

    /**
     * Notes the erased events of a batch as fanned out to nobody.
     *
     * @param failed gets the ids of the messages that must stay in their queue
     * @return the others, in their order
     */
    public List<Intake> skip(List<Intake> batch, Set<String> failed) {
        List<Intake> others = new ArrayList<>(batch.size());
        for (Intake intake : batch) {
            try {
                if (erasures.covers(intake.message().event())) {
                    note(intake.message().event(), intake.message().stored());
                } else {
                    others.add(intake);
                }
            } catch (Unavailable e) {
                // Nobody may be sent what may be erased.
                failed.add(intake.messageId());
            }
        }
        return others;
    }

    private void note(Event event, boolean stored) {
        if (stored) {
            events.note(event, List.of());
        } else if (isOfSomebodyElse(event)) {
            return;
        }
        payloads.erase(event.tenant(), event.id());
    }

    /**
     * Stores the event without its data from the start, so that a worker that dies after this leaves nothing that was
     * erased. Returns whether its id is known as that of another event, which is not erased: the first one wins.
     */
    private boolean isOfSomebodyElse(Event event) {
        return switch (events.acceptMatched(event.with(NOTHING), List.of())) {
            case EventStore.Acceptance.New _ -> false;
            case EventStore.Acceptance.Known(EventStore.Stored known) ->
                !known.event().data().equals(NOTHING) && !erasures.covers(known.event());
        };
    }
}
