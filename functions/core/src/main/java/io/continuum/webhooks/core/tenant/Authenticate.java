package io.continuum.webhooks.core.tenant;

import java.time.InstantSource;
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
        return keys.find(KeyHash.of(key))
                .filter(known -> known.validAt(clock.instant()))
                .map(known -> new Principal(known.tenant(), known.dialect(), known.scopes()));
    }
}
