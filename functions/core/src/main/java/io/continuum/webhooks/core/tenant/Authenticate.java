package io.continuum.webhooks.core.tenant;

import io.continuum.webhooks.core.problem.Unavailable;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/** Tells who calls. Thread-safe. */
public final class Authenticate {
    private final KeyStore keys;
    private final InstantSource clock;

    /** Uses {@code keys}; {@code clock} decides about expiry. */
    public Authenticate(KeyStore keys, InstantSource clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /** Returns the caller; empty for a key that is unknown, revoked, expired or too short to be one. */
    public Optional<Principal> authenticate(String key) {
        if (key.length() < KeyHash.MIN_KEY_LENGTH) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        Optional<ApiKey> valid = keys.find(KeyHash.of(key)).filter(known -> known.validAt(now));
        valid.ifPresent(known -> note(known, LocalDate.ofInstant(now, ZoneOffset.UTC)));
        return valid.map(known -> new Principal(known.tenant(), known.dialect(), known.scopes()));
    }

    /** Once a day, so that a busy key costs nothing; what is only shown must not fail what is asked for. */
    private void note(ApiKey key, LocalDate day) {
        if (day.equals(key.lastUsedOn())) {
            return;
        }
        try {
            keys.noteUse(key, day);
        } catch (Unavailable _) {
            // The next request with this key notes it.
        }
    }
}
