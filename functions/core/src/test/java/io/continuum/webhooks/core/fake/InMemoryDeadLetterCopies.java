package io.continuum.webhooks.core.fake;

import io.continuum.webhooks.core.deadletter.DeadLetterCopies;
import io.continuum.webhooks.core.id.DeliveryId;
import io.continuum.webhooks.core.id.DeliveryKey;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.id.WebhookId;
import io.continuum.webhooks.core.id.WebhookKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The other side of {@link InMemoryDeadLetterQueue}: what is put back goes to the end. Thread-safe. */
public final class InMemoryDeadLetterCopies implements DeadLetterCopies {
    private final Deque<String> visible = new ArrayDeque<>();
    private final Map<String, DeliveryKey> all = new HashMap<>();
    private final InMemoryDeadLetterQueue queue;
    private int seen;

    public InMemoryDeadLetterCopies(InMemoryDeadLetterQueue queue) {
        this.queue = queue;
    }

    @Override
    public synchronized List<Copy> take(int most) {
        List<InMemoryDeadLetterQueue.Copy> copies = queue.copies();
        for (; seen < copies.size(); seen++) {
            String id = "m" + seen;
            all.put(id, key(copies.get(seen)));
            visible.add(id);
        }
        List<Copy> taken = new ArrayList<>();
        while (taken.size() < most && !visible.isEmpty()) {
            String id = visible.remove();
            taken.add(new Copy(id, id, all.get(id)));
        }
        return taken;
    }

    @Override
    public synchronized void remove(List<Copy> copies) {
        copies.forEach(copy -> all.remove(copy.receipt()));
    }

    @Override
    public synchronized void putBack(List<Copy> copies) {
        copies.forEach(copy -> visible.add(copy.receipt()));
    }

    /** Returns what the copies that are left are copies of. */
    public synchronized List<DeliveryKey> left() {
        return List.copyOf(all.values());
    }

    /** Returns how many can be seen. */
    public synchronized int visible() {
        return visible.size();
    }

    private static DeliveryKey key(InMemoryDeadLetterQueue.Copy copy) {
        WebhookKey webhook = new WebhookKey(
                new TenantId(copy.tenantId()), WebhookId.parse(copy.webhookId()).orElseThrow());
        return new DeliveryKey(webhook, new DeliveryId(copy.deliveryId()));
    }
}
