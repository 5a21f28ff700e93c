package io.continuum.webhooks.core.format;

import io.continuum.webhooks.core.event.Event;
import io.continuum.webhooks.core.id.WebhookId;
import io.continuum.webhooks.core.json.CanonicalJson;
import io.continuum.webhooks.core.retry.RetrySchedule;
import java.util.List;
import java.util.Optional;

/** A wire form: what a receiver gets, which answer satisfies it, and when to try again (the table of spec.md §4). */
public sealed interface Format permits ContinuumFormat {
    /** Returns the name as webhooks state it. */
    String name();

    /** Returns when attempts are made, unless the webhook has a policy of its own. */
    RetrySchedule schedule();

    /** Tells whether an answer of that status ends the delivery well. */
    boolean isSuccess(int status);

    /** Tells whether an answer of that status, not a success, makes every further attempt pointless. */
    boolean isFinal(int status);

    /** Returns what receivers get in the body of attempt {@code attempt}, as it is shown to the tenant. */
    CanonicalJson payload(Event event, WebhookId webhook, int attempt);

    /** Makes body, headers and signatures of one attempt. */
    Outgoing render(Delivering delivering);

    /** Returns every format, the default first. */
    static List<Format> all() {
        return List.of(new ContinuumFormat());
    }

    /** Returns the format of that name; empty if there is none. */
    static Optional<Format> of(String name) {
        return all().stream().filter(format -> format.name().equals(name)).findFirst();
    }
}
