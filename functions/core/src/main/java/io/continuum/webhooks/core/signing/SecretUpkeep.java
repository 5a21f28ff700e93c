package io.continuum.webhooks.core.signing;

import io.continuum.webhooks.core.id.WebhookKey;

/**
 * What has to be done to secrets that were stored under other settings: in another store, or with an older key.
 * Thread-safe. Methods throw {@code Unavailable}.
 */
public interface SecretUpkeep {
    /** Returns where secrets are to be, and under which key, as a text that changes when that does. */
    String aim();

    /** Returns whether {@code version} is in the store that keeps new ones. */
    boolean isHome(String version);

    /**
     * Encrypts a version that is home with the current key, where it is not. The credentials and the version's name
     * stay.
     *
     * @return whether something was to do; true too if another run was at it
     * @throws SecretVault.MissingSecret if it cannot be read
     */
    boolean renew(WebhookKey webhook, String version);
}
