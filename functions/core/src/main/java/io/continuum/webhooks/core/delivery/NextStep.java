package io.continuum.webhooks.core.delivery;

import java.time.Instant;

/** What follows an attempt. */
public sealed interface NextStep {
    /** The receiver accepted it. */
    record Done() implements NextStep {}

    /** Another attempt, not before {@code due}. */
    record RetryAt(Instant due) implements NextStep {}

    /** No further attempt. */
    record GiveUp(Reason reason) implements NextStep {}

    /** No further attempt of this delivery, because its receiver wants none; that is no dead letter. */
    record Abort() implements NextStep {}

    /** A retry by hand failed, and what was final stays as it was. */
    record Stay(Status status) implements NextStep {}
}
