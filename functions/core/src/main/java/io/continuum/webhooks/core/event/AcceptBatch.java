package io.continuum.webhooks.core.event;

import io.continuum.webhooks.core.event.AcceptEvent.Kept;
import io.continuum.webhooks.core.event.type.TypeRules;
import io.continuum.webhooks.core.id.EventId;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.problem.ErrorCode;
import io.continuum.webhooks.core.problem.Refusal;
import io.continuum.webhooks.core.problem.Result;
import io.continuum.webhooks.core.problem.Unavailable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Takes many events at once, each on its own: what is wrong with one touches no other. They are stored all at once, and
 * sent in as few calls as their queue allows. Thread-safe.
 */
public final class AcceptBatch {
    private final AcceptEvent accept;
    private final EventQueue queue;
    private final TypeRules rules;

    /** Accepts by {@code accept}'s rules, and sends to {@code queue}. */
    public AcceptBatch(AcceptEvent accept, EventQueue queue, TypeRules rules) {
        this.accept = accept;
        this.queue = queue;
        this.rules = rules;
    }

    /** One place of the batch: {@code first} is the place of the first event with the same id, itself if there is none. */
    private record Entry(Submission submission, Event event, int first) {}

    /**
     * Accepts events of {@code tenant}.
     *
     * @param read the events in order; what could not be read keeps its refusal
     * @return what came of each, in the same order; 503 for those of which it is not certain
     * @throws Unavailable if nothing was done
     */
    public List<Result<Event>> accept(TenantId tenant, List<Result<Submission>> read) {
        List<Result<Entry>> entries = entries(tenant, read);
        Map<Integer, Result<Kept>> kept = sent(kept(entries));
        List<Result<Event>> results = new ArrayList<>();
        for (Result<Entry> one : entries) {
            results.add(one.then(entry -> kept.getOrDefault(entry.first(), Result.refused(uncertain()))
                    .then(first -> same(entry, first))));
        }
        return results;
    }

    private List<Result<Entry>> entries(TenantId tenant, List<Result<Submission>> read) {
        TypeRules.Judge judge = rules.of(tenant);
        Map<EventId, Integer> firsts = new HashMap<>();
        List<Result<Entry>> entries = new ArrayList<>();
        for (Result<Submission> one : read) {
            int position = entries.size();
            entries.add(one.then(submission -> accept.judged(judge, tenant, submission)
                    .map(draft -> {
                        Event event = accept.event(tenant, new Submission(draft, submission.keyed()));
                        Integer first = firsts.putIfAbsent(event.id(), position);
                        return new Entry(submission, event, first == null ? position : first);
                    })));
        }
        return entries;
    }

    /** Stores the first event of each id, all at once: the order of the batch decides who is first, not the threads. */
    private Map<Integer, Result<Kept>> kept(List<Result<Entry>> entries) {
        Map<Integer, Future<Result<Kept>>> running = new HashMap<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < entries.size(); i++) {
                if (entries.get(i) instanceof Result.Ok<Entry>(Entry entry) && entry.first() == i) {
                    running.put(i, threads.submit(() -> stored(entry)));
                }
            }
        }
        Map<Integer, Result<Kept>> kept = new HashMap<>();
        running.forEach((position, future) -> kept.put(position, outcome(future)));
        return kept;
    }

    private Result<Kept> stored(Entry entry) {
        try {
            return accept.keep(entry.event(), entry.submission());
        } catch (Unavailable e) {
            return Result.refused(uncertain());
        }
    }

    private static <T> T outcome(Future<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("an event could not be stored", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("interrupted", e);
        }
    }

    private Map<Integer, Result<Kept>> sent(Map<Integer, Result<Kept>> kept) {
        List<Integer> positions = new ArrayList<>();
        List<EventMessage> messages = new ArrayList<>();
        kept.forEach((position, result) -> {
            if (result instanceof Result.Ok<Kept>(Kept one) && one.toSend() != null) {
                positions.add(position);
                messages.add(one.toSend());
            }
        });
        Set<Integer> failed = messages.isEmpty() ? Set.of() : queue.sendAll(messages);
        failed.forEach(index -> kept.put(positions.get(index), Result.refused(uncertain())));
        return kept;
    }

    /** A copy inside the batch is answered as its first one; it is sent no second time. */
    private static Result<Event> same(Entry entry, Kept first) {
        return first.erased() || AcceptEvent.sameContent(entry.event(), first.event(), entry.submission())
                ? Result.ok(first.event())
                : Result.refused(AcceptEvent.conflict(entry.submission()));
    }

    private static Refusal uncertain() {
        return Refusal.of(ErrorCode.UNAVAILABLE, "Repeat this event with the same id or Idempotency-Key.");
    }
}
