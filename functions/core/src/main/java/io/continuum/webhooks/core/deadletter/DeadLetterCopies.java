package io.continuum.webhooks.core.deadletter;

import io.continuum.webhooks.core.id.DeliveryKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The copies of dead letters in their queue, for cleaning up. Thread-safe. Methods throw {@code Unavailable} if the queue
 * does not answer.
 */
public interface DeadLetterCopies {
    /**
     * Takes some copies aside; nobody else sees them until they are put back, or for half a minute.
     *
     * @param most how many at most
     * @return fewer than {@code most} when there are no more that can be seen now
     */
    List<Copy> take(int most);

    /** Removes copies for good. */
    void remove(List<Copy> copies);

    /** Lets everybody see copies again at once. */
    void putBack(List<Copy> copies);

    /**
     * A copy that was taken.
     *
     * @param messageId names its message
     * @param receipt what the queue wants to hear to remove it or to put it back
     * @param delivery what it is a copy of; null = nobody can tell
     */
    record Copy(String messageId, String receipt, @Nullable DeliveryKey delivery) {}
}
