package io.continuum.webhooks.client.verify;

import java.util.Objects;

/** What came of looking at a delivery. */
public sealed interface Verdict {
    /**
     * It comes from the platform, unchanged and just now.
     *
     * @param deliveryId the same for every attempt and every duplicate of one delivery: what to deduplicate by, for as
     *     long as it may come again: 37 days, of which 30 are the records' retention, in which it can be sent anew
     */
    record Accepted(String deliveryId) implements Verdict {
        /** Needs an id. */
        public Accepted {
            Objects.requireNonNull(deliveryId, "deliveryId is null");
        }
    }

    /**
     * Answer it with a 4xx and do nothing else.
     *
     * @param reason why; for your log, not for the sender
     */
    record Refused(Reason reason) implements Verdict {
        /** Needs a reason. */
        public Refused {
            Objects.requireNonNull(reason, "reason is null");
        }
    }

    /** Returns whether it was accepted. */
    default boolean accepted() {
        return this instanceof Accepted;
    }

    /** Why a delivery is refused. */
    enum Reason {
        /** A header that the format always has is missing. */
        MISSING_HEADER,
        /** A header that the format has once came twice. */
        DUPLICATE_HEADER,
        /** A header is not of its form. */
        MALFORMED_HEADER,
        /** It was signed too long ago, or too far in the future: a replay, or a wrong clock. */
        STALE_TIMESTAMP,
        /** No signature is right: another secret, or a changed body. */
        WRONG_SIGNATURE
    }
}
