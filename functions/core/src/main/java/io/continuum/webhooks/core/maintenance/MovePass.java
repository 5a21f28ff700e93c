package io.continuum.webhooks.core.maintenance;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far secrets are on their way to where they belong: passes over all webhooks, until one finds nothing to move.
 *
 * @param aim where they belong ({@code SecretUpkeep.aim})
 * @param aimedAt when that was first seen
 * @param begins when this pass begins, or began
 * @param after where to go on; null = at the first webhook
 * @param moved what this pass found to be elsewhere
 * @param done whether all of them are there
 * @param revision counts the writes; 0 = not stored yet
 */
public record MovePass(
        String aim,
        Instant aimedAt,
        Instant begins,
        @Nullable String after,
        int moved,
        boolean done,
        long revision) {
    /**
     * As long as processes with other settings, or with the keyring of before, may still store a secret elsewhere: a
     * deployment takes some minutes, and a keyring is read anew every five.
     */
    public static final Duration SETTLING = Duration.ofMinutes(15);

    /** Returns the first pass to {@code aim}; it takes the place of the pass at {@code revision}. */
    static MovePass first(String aim, Instant now, long revision) {
        return new MovePass(aim, now, now, null, 0, false, revision);
    }

    /** Returns this pass behind a slice in which {@code more} were moved; a null {@code next} ends it. */
    MovePass behind(@Nullable String next, int more, Instant now) {
        int all = moved + more;
        if (next != null) {
            return new MovePass(aim, aimedAt, begins, next, all, false, revision);
        }
        boolean clean = all == 0 && !begins.isBefore(aimedAt.plus(SETTLING));
        return new MovePass(aim, aimedAt, clean ? begins : now.plus(SETTLING), null, 0, clean, revision);
    }

    /** Returns it as it is stored after one more write. */
    MovePass stored() {
        return new MovePass(aim, aimedAt, begins, after, moved, done, revision + 1);
    }
}
