package io.continuum.webhooks.core.delivery;

import io.continuum.webhooks.core.admission.WaitReason;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Why and until when an attempt is put off.
 *
 * @param attempt the attempt that waits
 * @param reason why; null = held, because the webhook is disabled
 * @param due when the schedule wanted it
 * @param until when it is tried again at the latest, as far as is known
 * @param parked whether no queue has it, so that the maintenance function must bring it back
 */
public record Waiting(int attempt, @Nullable WaitReason reason, Instant due, Instant until, boolean parked) {}
