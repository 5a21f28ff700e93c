package io.continuum.webhooks.core.idempotency;

import java.time.Duration;
import java.time.Instant;

/** What came of beginning a request with a key. */
public sealed interface Begun {
    /**
     * The caller is to carry it out, and to say how it ended.
     *
     * @param run names what is to be done: the same for everyone who begins the request again after a crash, so that
     *     ids which follow from it are the same too
     * @param since when it was begun for the first time, to the millisecond
     * @param lease names this attempt at it
     * @param repeated whether somebody began it before and may have done it
     */
    record Started(String run, Instant since, String lease, boolean repeated) implements Begun {}

    /**
     * Somebody is carrying it out.
     *
     * @param left until that somebody is given up
     */
    record Running(Duration left) implements Begun {}

    /** It was carried out. */
    record Done(StoredAnswer answer) implements Begun {}

    /** The key is known with another body. */
    record OtherBody() implements Begun {}
}
