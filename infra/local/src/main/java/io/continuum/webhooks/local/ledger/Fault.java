package io.continuum.webhooks.local.ledger;

/** What befalls a call to a service. */
enum Fault {
    NONE,
    THROTTLED,
    ERROR,
    ANSWER_LOST,
    DELAYED,
    /** All of DynamoDB is away for a while. */
    TABLE_DOWN
}
