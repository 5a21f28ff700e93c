package io.continuum.webhooks.core.signing;

import io.continuum.webhooks.core.id.WebhookKey;
import java.time.Instant;
import java.util.Optional;

/** Keeps what a keyring encrypted, by webhook and version. Thread-safe. Methods throw {@code Unavailable}. */
public interface Ciphertexts {
    /** Keeps a version, unless it is kept already; returns whether it was not. */
    boolean add(WebhookKey webhook, String version, Sealed sealed);

    /** Returns a version as it is now (consistent read). */
    Optional<Sealed> find(WebhookKey webhook, String version);

    /** Puts {@code after} in the place of {@code before}; returns false if that is not what is kept now. */
    boolean replace(WebhookKey webhook, String version, Sealed before, Sealed after);

    /** Removes all versions; removing what is not there is no error. */
    void remove(WebhookKey webhook);

    /** Removes all versions but {@code version} that were added before {@code before}. */
    void retain(WebhookKey webhook, String version, Instant before);
}
