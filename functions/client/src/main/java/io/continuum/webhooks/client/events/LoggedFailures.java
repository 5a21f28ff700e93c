package io.continuum.webhooks.client.events;

import java.util.function.Consumer;

/** Logs what was not published, for those who gave no callback: its name, its id and why, never its data. Thread-safe. */
final class LoggedFailures implements Consumer<PublishFailure> {
    /** Characters of a name or an id that are shown. The platform takes no longer ids, and shorter names. */
    private static final int SHOWN = 100;

    private static final System.Logger LOG = System.getLogger(WebhookEvents.class.getName());

    @Override
    public void accept(PublishFailure failure) {
        // Not its detail: the queue's words, and Jackson's, may quote what the event contains.
        LOG.log(
                System.Logger.Level.WARNING,
                "an event was not published: event={0} id={1} reason={2} code={3}",
                shown(failure.event().name()),
                shown(String.valueOf(failure.event().options().id())),
                failure.reason(),
                failure.code() == null ? "none" : shown(failure.code()));
    }

    /** Names and ids are the caller's: a line break in one would forge a line of the log. */
    private static String shown(String text) {
        String start = text.length() <= SHOWN ? text : text.substring(0, SHOWN);
        return start.replaceAll("[\\p{Cntrl}\\u2028\\u2029]", "?");
    }
}
