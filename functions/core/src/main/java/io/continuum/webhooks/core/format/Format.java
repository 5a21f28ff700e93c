package io.continuum.webhooks.core.format;

import io.continuum.webhooks.core.json.CanonicalJson;
import io.continuum.webhooks.core.retry.RetrySchedule;
import java.util.List;
import java.util.Optional;

/** A wire form: what a receiver gets, which answer satisfies it, and when to try again (the table of spec.md §4). */
public sealed interface Format
        permits ContinuumFormat,
                LanonasisFormat,
                BrainBotFormat,
                StandardFormat,
                CloudEventsFormat,
                CloudEventsBinaryFormat,
                SlackFormat,
                DiscordFormat {
    /** Returns the name as webhooks state it. */
    String name();

    /** Returns when attempts are made, unless the webhook has a policy of its own. */
    RetrySchedule schedule();

    /** Tells whether an answer of that status ends the delivery well: every 2xx, unless the format says otherwise. */
    default boolean isSuccess(int status) {
        return status >= 200 && status <= 299;
    }

    /**
     * Tells whether an answer of that status, not a success, makes every further attempt pointless: none, unless the
     * format says otherwise (seed 002 retries every failure).
     */
    default boolean isFinal(int status) {
        return false;
    }

    /** Returns what receivers get in the body, as it is shown to the tenant. */
    CanonicalJson payload(Content content);

    /** Makes body, headers and signatures of one attempt. */
    Outgoing render(Delivering delivering);

    /** Returns every format, the default first. */
    static List<Format> all() {
        return List.of(
                new ContinuumFormat(),
                new LanonasisFormat(),
                new BrainBotFormat(),
                new StandardFormat(),
                new CloudEventsFormat(),
                new CloudEventsBinaryFormat(),
                new SlackFormat(),
                new DiscordFormat());
    }

    /** Returns the format of that name; empty if there is none. */
    static Optional<Format> of(String name) {
        return all().stream().filter(format -> format.name().equals(name)).findFirst();
    }
}
