package io.continuum.webhooks.core.delivery;

import io.continuum.webhooks.core.id.DeliveryKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells copies from tasks. A task whose attempt is recorded is never sent again; what its worker may have left undone
 * after the record is done instead.
 */
final class Copies {
    private final DeliveryPorts ports;
    private final GiveUp giveUp;
    private final ActOnFinding findings;

    Copies(DeliveryPorts ports, GiveUp giveUp, ActOnFinding findings) {
        this.ports = ports;
        this.giveUp = giveUp;
        this.findings = findings;
    }

    /** Reads the records of those that may be copies, all at once; none for a first try that nobody had before. */
    List<Member> read(List<Received> batch) {
        Set<DeliveryKey> keys = new HashSet<>();
        for (Received received : batch) {
            if (received.mayBeCopy()) {
                keys.add(received.task().key());
            }
        }
        Map<DeliveryKey, Delivery> records =
                keys.isEmpty() ? Map.of() : ports.log().find(keys);
        List<Member> members = new ArrayList<>(batch.size());
        for (Received received : batch) {
            members.add(new Member(received, records.get(received.task().key())));
        }
        return members;
    }

    /** Returns whether the attempt is made already, or will never be. */
    boolean isCopy(Member member) {
        Delivery before = member.before();
        if (before == null) {
            return false;
        }
        DeliveryTask task = member.task();
        boolean late = before.attempts() >= task.attempt();
        boolean over = before.status().isFinal() && !(task.manual() && before.status() != Status.CANCELLED);
        return late || over;
    }

    /**
     * Does what the worker that recorded the attempt may have died before doing. Only a message that the queue hands
     * out again can be that worker's: any other copy is dropped.
     *
     * @throws io.continuum.webhooks.core.problem.Unavailable if a queue does not take it
     */
    void finish(Member member, Delivery record) {
        DeliveryTask task = member.task();
        if (member.received().redelivered()) {
            follow(task, record);
        }
        if (member.received().mayHaveWaited()) {
            ports.waiting().remove(task.key(), task.attempt());
        }
    }

    private void follow(DeliveryTask task, Delivery record) {
        boolean attempted = record.attempts() == task.attempt();
        // Given up without this attempt: it had waited too long.
        boolean expired = record.attempts() == task.attempt() - 1;
        if (attempted && record.status() == Status.FAILED) {
            Instant due = record.last().map(Attempt::nextRetryAt).orElse(task.due());
            ports.queue().send(task.next(task.attempt() + 1, due, due));
        }
        if ((attempted || expired) && record.status() == Status.DEAD_LETTER) {
            giveUp.tell(record);
        }
        record.log().stream()
                .filter(attempt -> attempt.number() == task.attempt())
                .forEach(attempt -> findings.act(task.key().webhook(), attempt, true));
    }
}
