package io.continuum.webhooks.lambda.secrets;

import io.continuum.webhooks.core.journal.Journal;
import io.continuum.webhooks.core.problem.Unavailable;
import io.continuum.webhooks.core.tenant.CreateApiKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * The first admin key of a deployment, whose secret the stack makes. Looked at once per process, by its first request: so
 * the key works as soon as the API answers, and another value in the secret replaces it at the next cold start. Requests
 * that come meanwhile wait. Thread-safe.
 */
public final class AdminKeySecret {
    /** A vault that does not answer must not slow every request down. */
    private static final Duration AGAIN = Duration.ofSeconds(10);

    private final SecretsManagerClient client;
    private final String id;
    private final CreateApiKey keys;
    private final Journal journal;
    private final InstantSource clock;
    private volatile boolean ensured;
    private Instant next = Instant.MIN;

    /**
     * Makes the key of secret {@code id}.
     *
     * @param id name or ARN; empty = there is none, and nothing is done
     */
    public AdminKeySecret(
            SecretsManagerClient client, String id, CreateApiKey keys, Journal journal, InstantSource clock) {
        this.client = client;
        this.id = id;
        this.keys = keys;
        this.journal = journal;
        this.clock = clock;
        this.ensured = id.isEmpty();
    }

    /**
     * Makes sure that the key exists. Never throws because of the vault or the table: other keys must go on working, so a
     * failure is logged, and tried again ten seconds later. Doing it twice, or in two processes at once, changes nothing.
     */
    public void ensure() {
        if (!ensured) {
            tryOnce();
        }
    }

    private synchronized void tryOnce() {
        if (ensured || clock.instant().isBefore(next)) {
            return;
        }
        next = clock.instant().plus(AGAIN);
        try {
            keys.ensureAdmin(text());
            ensured = true;
        } catch (Unavailable e) {
            warn(String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException e) {
            // It says how long a key is at least, and shows none. The next process looks again.
            warn(String.valueOf(e.getMessage()));
            ensured = true;
        }
    }

    private String text() {
        try {
            String text = client.getSecretValue(request -> request.secretId(id)).secretString();
            return text == null ? "" : text.strip();
        } catch (SdkException e) {
            throw new Unavailable("secretsmanager admin-key", e);
        }
    }

    private void warn(String why) {
        journal.write(Journal.Level.WARNING, "admin_key.not_ensured", Map.of("why", why));
    }
}
