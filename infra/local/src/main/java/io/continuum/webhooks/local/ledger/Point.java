package io.continuum.webhooks.local.ledger;

/** Where the process is killed: the places between two writes at which something could be lost or done twice. */
enum Point {
    /** Anywhere. */
    ANYWHERE,
    /** The event is stored, and not in its queue yet. */
    BEFORE_EVENT_IS_SENT,
    /** The matches are noted, their tasks are not sent. */
    BEFORE_TASKS,
    /** The slot is taken, the request is not made. */
    BEFORE_POST,
    /** The receiver has the request and has not answered. */
    DURING_POST,
    /** The receiver has answered, nothing is recorded. */
    BEFORE_RECORD,
    /** The attempt is recorded, the task of the next one is not sent. */
    BEFORE_NEXT_TASK,
    /** The dead letter is recorded, its copy is not sent. */
    BEFORE_DEAD_LETTER_COPY,
    /** The attempt is recorded, the webhook's state does not count it. */
    BEFORE_SETTLEMENT,
    /** Everything is done, the message is not deleted. */
    BEFORE_DELETE
}
