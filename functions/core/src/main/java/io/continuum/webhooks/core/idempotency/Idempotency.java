package io.continuum.webhooks.core.idempotency;

import java.time.Duration;

/**
 * Remembers requests that came with a key. Thread-safe. Methods throw {@code Unavailable} if the store does not answer.
 *
 * <p>Between doing something and remembering its answer a process may die. Then nobody may repeat the request for
 * {@link #LEASE}; after that it is carried out again, under the same {@link Begun.Started#run()}. What makes things in
 * it either derives their ids from the run or may leave a second one.
 */
public interface Idempotency {
    /** How long a request counts as being carried out. Source: spec.md §2; longer than API Gateway waits for anything. */
    Duration LEASE = Duration.ofSeconds(60);

    /** How long keys are remembered, from the first request on. Source: spec.md §2. */
    Duration REMEMBERED = Duration.ofHours(24);

    /** Takes the right to carry a request out: of all who ask at once, one gets it. */
    Begun begin(KeyedRequest request);

    /** Keeps the answer of a run for whoever comes later; does nothing if the lease was taken over meanwhile. */
    void finish(KeyedRequest request, Begun.Started run, StoredAnswer answer);

    /**
     * Gives the right back, so that the request may be made again at once; does nothing if it was taken over meanwhile.
     *
     * @param untouched whether nothing was done for certain: the key is free then, for another body too, unless an
     *     earlier attempt may have done something
     */
    void release(KeyedRequest request, Begun.Started run, boolean untouched);
}
