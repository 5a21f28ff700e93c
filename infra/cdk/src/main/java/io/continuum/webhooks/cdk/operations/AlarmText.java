package io.continuum.webhooks.cdk.operations;

/**
 * What an alarm is called and what it says: what is wrong, what to do first, and the section of docs/operations.md with the
 * rest.
 *
 * @param id construct id, and the end of the alarm's name
 * @param says what is wrong and what to do first
 * @param section anchor of the section
 */
record AlarmText(String id, String says, String section) {
    /** Returns the text that the alarm's message shows. */
    String description() {
        return says + " More: docs/operations.md#" + section;
    }
}
