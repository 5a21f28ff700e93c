package io.continuum.webhooks.core.delivery;

import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.journal.Journal;
import io.continuum.webhooks.core.problem.Unavailable;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;

/**
 * Delivers a batch of tasks: groups them by webhook, and each group goes its own way in parallel, so that a slow
 * receiver delays nobody else's retry. Thread-safe.
 */
public final class Deliver {
    private final DeliveryPorts ports;
    private final Copies copies;
    private final DeliverGroup group;
    private final InstantSource clock;

    /** Delivers by {@code rules}. */
    public Deliver(
            DeliveryPorts ports,
            LoadWebhook configurations,
            MakeAttempt makeAttempt,
            DeliveryRules rules,
            Timing timing) {
        this.ports = ports;
        this.clock = timing.clock();
        GiveUp giveUp = new GiveUp(ports, clock);
        ActOnFinding findings = new ActOnFinding(ports, clock);
        this.copies = new Copies(ports, giveUp, findings);
        DeliverGroup.Parts parts = new DeliverGroup.Parts(
                new GroupStates(ports, rules, clock),
                new PutOff(ports, giveUp, timing.random()),
                new RecordAttempt(ports, copies, giveUp, findings, timing.random()),
                new Measure(ports.metrics(), configurations),
                rules);
        this.group = new DeliverGroup(ports, configurations, makeAttempt, parts, clock);
    }

    /**
     * When things happen.
     *
     * @param clock tells the time
     * @param random spreads what waits; nothing becomes early by it
     */
    public record Timing(InstantSource clock, RandomGenerator random) {}

    /**
     * Delivers a batch.
     *
     * @param deadline no attempt begins that could not be recorded by then
     * @return ids of the messages that must stay in their queue; what is not named is dealt with
     */
    public Set<String> deliver(List<Received> batch, Instant deadline) {
        Set<String> failed = new LinkedHashSet<>();
        List<Received> due = new ArrayList<>();
        Instant now = clock.instant();
        for (Received received : batch) {
            if (received.task().notBefore().isAfter(now)) {
                hop(received, failed);
            } else {
                due.add(received);
            }
        }
        List<Member> members;
        try {
            members = copies.read(due);
        } catch (Unavailable e) {
            due.forEach(received -> failed.add(received.messageId()));
            return failed;
        }
        Map<WebhookKey, List<Member>> groups = new LinkedHashMap<>();
        for (Member member : members) {
            if (copies.isCopy(member)) {
                drop(member, failed);
            } else {
                groups.computeIfAbsent(member.task().key().webhook(), _ -> new ArrayList<>())
                        .add(member);
            }
        }
        failed.addAll(deliver(groups, deadline));
        return failed;
    }

    private Set<String> deliver(Map<WebhookKey, List<Member>> groups, Instant deadline) {
        Set<String> failed = new LinkedHashSet<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Running> running = new ArrayList<>();
            groups.forEach((key, members) -> running.add(
                    new Running(members, threads.submit(() -> group.deliver(key, members, deadline, threads)))));
            for (Running one : running) {
                failed.addAll(result(one));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("interrupted", e);
        }
        return failed;
    }

    /** A group under way. */
    private record Running(List<Member> members, Future<Set<String>> failed) {}

    /** A bug that one group runs into leaves its messages in the queue and the other groups alone. */
    private Set<String> result(Running group) throws InterruptedException {
        try {
            return group.failed().get();
        } catch (ExecutionException e) {
            ports.journal().write(Journal.Level.ERROR, "delivery.bug", Bugs.fields(e.getCause()));
            return DeliverGroup.ids(group.members());
        }
    }

    /** A task whose time has not come: delays above the queue's longest one go in hops. */
    private void hop(Received received, Set<String> failed) {
        try {
            DeliveryTask task = received.task();
            ports.queue().send(received.redelivered() ? task.asPossibleCopy() : task);
        } catch (Unavailable e) {
            failed.add(received.messageId());
        }
    }

    private void drop(Member member, Set<String> failed) {
        try {
            copies.finish(member, member.record());
        } catch (Unavailable e) {
            failed.add(member.received().messageId());
        }
    }
}
