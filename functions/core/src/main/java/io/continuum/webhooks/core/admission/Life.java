package io.continuum.webhooks.core.admission;

/** Whether deliveries to a webhook may go out. */
public enum Life {
    /** They may. */
    LIVE,
    /** They are held until it is enabled again. */
    DISABLED,
    /** They end as cancelled: the state of a deleted webhook stays as a tombstone. */
    DELETED
}
