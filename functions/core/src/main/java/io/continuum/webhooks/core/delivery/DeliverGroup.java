package io.continuum.webhooks.core.delivery;

import io.continuum.webhooks.core.admission.Admission;
import io.continuum.webhooks.core.admission.Admission.Decision;
import io.continuum.webhooks.core.admission.Settlement;
import io.continuum.webhooks.core.admission.Slot;
import io.continuum.webhooks.core.admission.WaitReason;
import io.continuum.webhooks.core.admission.WebhookState;
import io.continuum.webhooks.core.event.Event;
import io.continuum.webhooks.core.event.EventStore;
import io.continuum.webhooks.core.event.Operational;
import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.journal.Journal;
import io.continuum.webhooks.core.problem.Unavailable;
import io.continuum.webhooks.core.stats.Ending;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * Delivers the tasks of one webhook in one batch: one admission, the requests in parallel, one record each, one
 * settlement.
 */
final class DeliverGroup {
    /** Kept free at the end of an invocation, to record and to settle. */
    private static final Duration RESERVE = Duration.ofSeconds(5);

    private final DeliveryPorts ports;
    private final LoadWebhook configurations;
    private final MakeAttempt makeAttempt;
    private final GroupStates states;
    private final PutOff putOff;
    private final RecordAttempt recordAttempt;
    private final Measure measure;
    private final DeliveryRules rules;
    private final InstantSource clock;

    DeliverGroup(
            DeliveryPorts ports,
            LoadWebhook configurations,
            MakeAttempt makeAttempt,
            Parts parts,
            InstantSource clock) {
        this.ports = ports;
        this.configurations = configurations;
        this.makeAttempt = makeAttempt;
        this.states = parts.states;
        this.putOff = parts.putOff;
        this.recordAttempt = parts.recordAttempt;
        this.measure = parts.measure;
        this.rules = parts.rules;
        this.clock = clock;
    }

    /** The steps of a group. */
    record Parts(
            GroupStates states, PutOff putOff, RecordAttempt recordAttempt, Measure measure, DeliveryRules rules) {}

    /** An admitted task, and what became of it. */
    private record Sent(Member member, Decision.Go go, Completed completed, Instant ended) {
        /** Returns whether an attempt failed that is not itself one of a report. */
        boolean failedOfATenant() {
            Ending ending = completed.ending();
            return ending != null
                    && !ending.succeeded()
                    && !Operational.is(member.task().event().type());
        }
    }

    /** Delivers, and returns the messages that must stay in their queue. */
    Set<String> deliver(WebhookKey key, List<Member> members, Instant deadline, ExecutorService threads) {
        Instant now = clock.instant();
        List<Admission.Request> requests = members.stream()
                .map(member -> new Admission.Request(
                        member.task().key().delivery(),
                        member.task().attempt(),
                        member.task().urgent()))
                .toList();
        Optional<GroupStates.Admitted> admitted;
        try {
            if (now.plus(rules.ceiling().timeout()).plus(RESERVE).isAfter(deadline)) {
                return ids(members);
            }
            admitted = states.admit(key, requests, now);
        } catch (Unavailable e) {
            // Without an admission nothing is sent, and nothing counts.
            return ids(members);
        }
        if (admitted.isEmpty()) {
            return left(
                    members,
                    members.stream()
                            .map(member -> waits(
                                    member,
                                    WaitReason.CAPACITY,
                                    putOff.send(member, WaitReason.CAPACITY, now, now),
                                    now))
                            .toList());
        }
        return carryOut(members, admitted.get(), threads, now);
    }

    private Set<String> carryOut(
            List<Member> members, GroupStates.Admitted admitted, ExecutorService threads, Instant now) {
        WebhookState state = admitted.state();
        List<Future<Sent>> requests = new ArrayList<>();
        List<Member> others = new ArrayList<>();
        List<Completed> completed = new ArrayList<>();
        boolean parked = false;
        for (int i = 0; i < members.size(); i++) {
            Member member = members.get(i);
            if (admitted.decisions().get(i) instanceof Decision.Go go) {
                requests.add(threads.submit(() -> send(member, go, state)));
            } else {
                others.add(member);
                parked |= Parking.parks(admitted.decisions().get(i), state.breaker());
                completed.add(putOff(member, admitted.decisions().get(i), state, now));
            }
        }
        Set<String> failed = left(others, completed);
        List<Settlement.Result> results = new ArrayList<>();
        completed.stream()
                .filter(one -> one.ending() != null)
                .forEach(one -> results.add(new Settlement.Result(null, Settlement.NO_EPOCH, one.ending())));
        List<Sent> sent = new ArrayList<>();
        for (Future<Sent> request : requests) {
            sent.add(result(request));
        }
        sent.sort(Comparator.comparing(Sent::ended));
        for (Sent one : sent) {
            results.add(new Settlement.Result(
                    one.go().slot(), one.go().epoch(), one.completed().ending()));
            if (!one.completed().done()) {
                failed.add(one.member().received().messageId());
            }
        }
        if (!results.isEmpty()) {
            states.settle(state, results, sent.stream().anyMatch(Sent::failedOfATenant), clock.instant());
        }
        if (parked && !wake(state.key(), now)) {
            failed.addAll(ids(others));
        }
        return failed;
    }

    private Completed putOff(Member member, Decision decision, WebhookState state, Instant now) {
        return switch (decision) {
            case Decision.Wait(WaitReason reason, Instant until) ->
                waits(
                        member,
                        reason,
                        Parking.parks(decision, state.breaker())
                                ? putOff.park(member, Parking.place(member, reason, until, now), now)
                                : putOff.send(member, reason, until, now),
                        now);
            case Decision.Hold _ -> measured(member, putOff.park(member, Parking.held(member, now), now));
            case Decision.Cancel _ -> putOff.cancel(member, now);
            case Decision.Go _ -> throw new IllegalStateException("who may go is not put off");
        };
    }

    /** Measures a wait that was arranged, or the end of a delivery that had waited too long. */
    private Completed waits(Member member, WaitReason reason, Completed completed, Instant now) {
        if (completed.done() && !PutOff.expired(member.task(), now)) {
            measure.putOff(member.task(), reason);
        }
        return measured(member, completed);
    }

    private Completed measured(Member member, Completed completed) {
        measure.completed(member, completed);
        return completed;
    }

    private Sent send(Member member, Decision.Go go, WebhookState state) {
        Completed completed;
        try {
            completed = measured(member, attempt(member, go.slot(), state));
        } catch (Unavailable | CancellationException e) {
            // Configuration, secret or payload could not be read, or this process is being stopped: no attempt counts.
            completed = Completed.LEFT;
        } catch (RuntimeException e) {
            // The outermost frame of one message: what it runs into must not touch the others of its batch.
            ports.journal().write(Journal.Level.ERROR, "delivery.bug", Bugs.fields(e));
            completed = Completed.LEFT;
        }
        return new Sent(member, go, completed, clock.instant());
    }

    private Completed attempt(Member member, Slot slot, WebhookState state) {
        DeliveryTask task = member.task();
        Optional<LoadedWebhook> loaded = configurations.load(task.key().webhook(), state.configVersion());
        if (loaded.isEmpty()) {
            return putOff.cancel(member, clock.instant());
        }
        Optional<Event> event = payload(task);
        if (event.isEmpty()) {
            return putOff.cancelErased(member, clock.instant());
        }
        LoadedWebhook.Signs signs = loaded.get().signs();
        if (signs == null) {
            Delivery before = member.before();
            return recordAttempt.record(
                    member,
                    loaded.get().webhook(),
                    Attempt.unsigned(task.attempt(), clock.instant()),
                    before != null && before.status().isFinal()
                            ? new NextStep.Stay(before.status())
                            : new NextStep.GiveUp(Reason.SIGNING_ERROR));
        }
        Duration timeout = state.capacity().within(rules.ceiling()).timeout();
        if (clock.instant().plus(timeout).isAfter(slot.expiresAt())) {
            // Loading took so long that the slot would end before the request: somebody else may take it for dead.
            throw new Unavailable("the slot is too short for a request");
        }
        DeliveryAttempt number = new DeliveryAttempt(task.key(), task.attempt());
        MakeAttempt.Made made = makeAttempt.make(loaded.get().webhook(), signs, event.get(), number, timeout);
        return recordAttempt.record(member, loaded.get().webhook(), made, state.stats());
    }

    private Optional<Event> payload(DeliveryTask task) {
        return task.pointer()
                ? ports.events()
                        .find(task.key().webhook().tenant(), task.event().id())
                        .flatMap(EventStore.Stored::whole)
                : Optional.of(task.event());
    }

    private boolean wake(WebhookKey key, Instant now) {
        try {
            // Judged by the state of this moment: it may have been enabled or closed since the admission, and this
            // group's
            // own settlement has moved it.
            Optional<WebhookState> loaded = ports.states().load(key);
            if (loaded.isEmpty() || Parking.isLookedAtInTime(loaded.get(), clock.instant())) {
                return true;
            }
            return states.change(
                    loaded.get(), current -> current.with(current.wake().added(Parking.wakeAt(current, now))));
        } catch (Unavailable e) {
            return false;
        }
    }

    private static Set<String> left(List<Member> members, List<Completed> completed) {
        Set<String> failed = new LinkedHashSet<>();
        for (int i = 0; i < members.size(); i++) {
            if (!completed.get(i).done()) {
                failed.add(members.get(i).received().messageId());
            }
        }
        return failed;
    }

    static Set<String> ids(List<Member> members) {
        Set<String> ids = new LinkedHashSet<>();
        members.forEach(member -> ids.add(member.received().messageId()));
        return ids;
    }

    private static Sent result(Future<Sent> request) {
        try {
            return request.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a send never throws but for a bug", e.getCause());
        }
    }
}
