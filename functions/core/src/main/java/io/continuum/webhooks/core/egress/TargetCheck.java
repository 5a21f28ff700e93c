package io.continuum.webhooks.core.egress;

/** Looks at a target's addresses when a webhook is registered; they are looked at again at every dial. Thread-safe. */
public interface TargetCheck {
    /** Returns whether the target's name resolves, and to allowed addresses only. */
    boolean allows(TargetUrl url);
}
