package io.continuum.webhooks.lambda.secrets;

import io.continuum.webhooks.core.problem.Unavailable;
import io.continuum.webhooks.core.signing.Keyring;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * The keyring in Secrets Manager, remembered by the process. While the service does not answer, or with something that
 * is no keyring, what is remembered goes on being used for a day. Thread-safe: one thread asks, the others wait for its
 * answer. Throws {@code Unavailable} if there is nothing to use.
 */
public final class KeyringSecret {
    /** So soon a new current key is used; a call of Secrets Manager costs 0.05 USD per 10,000. */
    static final Duration FRESH = Duration.ofMinutes(5);

    /** So long it is used if Secrets Manager does not answer (reliability.md L18). */
    static final Duration STALE_IF_ERROR = Duration.ofHours(24);

    /** Between two questions that fail, whoever asks them, or that one unknown key makes. */
    static final Duration PAUSE = Duration.ofSeconds(30);

    /** The same while nothing is held: a throttled first call must not keep a new process from signing for longer. */
    static final Duration COLD_PAUSE = Duration.ofSeconds(2);

    /** Unknown keys remembered; more than that means that the keyring is another one, and costs calls. */
    private static final int MOST_ABSENT = 1_000;

    private final SecretsManagerClient client;
    private final String id;
    private final InstantSource clock;
    private final Map<String, Instant> absent = new HashMap<>();
    private @Nullable Held held;
    private Instant notBefore = Instant.MIN;

    private record Held(Keyring keyring, Instant read) {}

    /**
     * Reads it when it is first needed.
     *
     * @param id name or ARN of the secret; empty = there is none
     */
    public KeyringSecret(SecretsManagerClient client, String id, InstantSource clock) {
        this.client = client;
        this.id = id;
        this.clock = clock;
    }

    /** Returns the keyring, with the key that is current or was at most five minutes ago. */
    synchronized Keyring get() {
        Instant now = clock.instant();
        Held known = held;
        if (known == null) {
            return read(now);
        }
        if (now.isBefore(known.read().plus(FRESH))) {
            return known.keyring();
        }
        try {
            return read(now);
        } catch (Unavailable e) {
            return usable(known, now);
        }
    }

    /** Returns the keyring if it has the key; it is asked for anew first where it seems not to. */
    synchronized Optional<Keyring> having(String keyId) {
        Keyring known = get();
        if (known.has(keyId)) {
            return Optional.of(known);
        }
        Instant now = clock.instant();
        Instant missed = absent.get(keyId);
        if (missed != null && now.isBefore(missed.plus(PAUSE))) {
            return Optional.empty();
        }
        // If it does not answer, nobody knows whether the key is lost: then no delivery may end by it.
        Keyring fresh = read(now);
        if (fresh.has(keyId)) {
            return Optional.of(fresh);
        }
        if (absent.size() >= MOST_ABSENT) {
            absent.clear();
        }
        absent.put(keyId, now);
        return Optional.empty();
    }

    private static Keyring usable(Held known, Instant now) {
        if (now.isBefore(known.read().plus(STALE_IF_ERROR))) {
            return known.keyring();
        }
        throw new Unavailable("secretsmanager keyring: not answered for a day");
    }

    /** Asks Secrets Manager, unless that failed a moment ago. */
    private Keyring read(Instant now) {
        if (id.isEmpty()) {
            throw new Unavailable("secretsmanager keyring: KEYRING_SECRET is not set");
        }
        if (now.isBefore(notBefore)) {
            throw new Unavailable("secretsmanager keyring: the last question failed, the next one is not due");
        }
        try {
            Keyring keyring = ask();
            held = new Held(keyring, now);
            return keyring;
        } catch (Unavailable e) {
            // From the failure on, which may take longer than the pause: those who waited for it would ask one by one.
            notBefore = clock.instant().plus(held == null ? COLD_PAUSE : PAUSE);
            throw e;
        }
    }

    private Keyring ask() {
        String text;
        try {
            text = client.getSecretValue(request -> request.secretId(id)).secretString();
        } catch (SdkException e) {
            throw new Unavailable("secretsmanager keyring", e);
        }
        // Its content is shown nowhere, not even as what could not be read.
        return Optional.ofNullable(text)
                .flatMap(Keyring::parse)
                .orElseThrow(() -> new Unavailable("secretsmanager keyring: no {\"current\": id, id: key}"));
    }
}
