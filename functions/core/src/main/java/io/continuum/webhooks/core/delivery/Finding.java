package io.continuum.webhooks.core.delivery;

import java.util.Locale;

/**
 * What an attempt showed about its webhook, beyond its own delivery. It is recorded with the attempt and acted on
 * afterwards, so that whoever finds the record of a worker that died in between can do so.
 *
 * @param kind what it showed
 * @param version of the configuration that the attempt was made with
 */
public record Finding(Kind kind, long version) {
    /** What attempts can show. */
    public enum Kind {
        /** The receiver answered 410 Gone: the webhook is to be disabled. */
        GONE,
        /** The receiver asked for the webhook to be disabled. */
        RECEIVER,
        /** Nothing but failures for so long that the webhook is to be disabled. */
        FAILING,
        /** Nothing but failures for half as long: the tenant is to be warned. */
        WARNING;

        /** Returns the name used in records. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
