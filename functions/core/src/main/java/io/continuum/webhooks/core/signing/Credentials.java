package io.continuum.webhooks.core.signing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything secret of one webhook, kept together in one secret of the vault.
 *
 * @param secrets newest first; each is valid until its own end, the newest without one
 * @param headers values of the webhook's own headers, by lower-case name
 */
public record Credentials(List<Signing> secrets, Map<String, String> headers) {
    /** Most secrets that are valid at once: each one makes every delivery's signature header longer. */
    public static final int MAX_VALID = 5;

    /** Copies both; at least one secret is needed. */
    public Credentials {
        secrets = List.copyOf(secrets);
        headers = Map.copyOf(headers);
        if (secrets.isEmpty()) {
            throw new IllegalArgumentException("a webhook has at least one secret");
        }
    }

    /**
     * A signing secret and its time.
     *
     * @param secret the secret
     * @param key the key pair that belongs to it; null if the webhook has none
     * @param leadsFrom first instant at which it makes the signature header that carries one value only; {@link
     *     Instant#MIN} for a webhook's first one
     * @param validUntil first instant at which it no longer signs; {@link Instant#MAX} for the newest
     */
    public record Signing(Secret secret, @Nullable Ed25519Key key, Instant leadsFrom, Instant validUntil) {
        /** Returns a webhook's first secret, without end. */
        public static Signing first(Secret secret) {
            return new Signing(secret, null, Instant.MIN, Instant.MAX);
        }

        /** Returns whether it signs at {@code now}. */
        public boolean isValidAt(Instant now) {
            return now.isBefore(validUntil);
        }

        private Signing endingBy(Instant end) {
            return new Signing(secret, key, leadsFrom, validUntil.isBefore(end) ? validUntil : end);
        }
    }

    /** Returns the credentials of a webhook with one secret and no headers of its own. */
    public static Credentials of(Secret secret) {
        return new Credentials(List.of(Signing.first(secret)), Map.of());
    }

    /** Returns the same secrets with these headers of the webhook's own. */
    public Credentials withHeaders(Map<String, String> newHeaders) {
        return new Credentials(secrets, newHeaders);
    }

    /** Returns the same with a key pair for the newest secret, in place of the one it may have. */
    public Credentials withKey(Ed25519Key key) {
        List<Signing> all = new ArrayList<>(secrets);
        Signing newest = all.getFirst();
        all.set(0, new Signing(newest.secret(), key, newest.leadsFrom(), newest.validUntil()));
        return new Credentials(all, headers);
    }

    /** Returns the newest secret. */
    public Secret current() {
        return secrets.getFirst().secret();
    }

    /** Returns the newest secret's key pair; empty if it has none. */
    public Optional<Ed25519Key> currentKey() {
        return Optional.ofNullable(secrets.getFirst().key());
    }

    /** Returns what signs at {@code now}, newest first; never empty. */
    public List<Signing> validAt(Instant now) {
        List<Signing> valid =
                secrets.stream().filter(signing -> signing.isValidAt(now)).toList();
        return valid.isEmpty() ? List.of(secrets.getFirst()) : valid;
    }

    /** Returns what makes the signature header that carries one value only at {@code now}; one of {@link #validAt}. */
    public Signing leadingAt(Instant now) {
        List<Signing> valid = validAt(now);
        return valid.stream()
                .filter(signing -> !now.isBefore(signing.leadsFrom()))
                .findFirst()
                .orElse(valid.getFirst());
    }

    /** Returns the public halves of the key pairs, newest first. */
    public List<PublicKey> publicKeys() {
        return secrets.stream()
                .flatMap(signing -> signing.key() == null
                        ? Stream.of()
                        : Stream.of(signing.key().publicKey(signing.validUntil())))
                .toList();
    }

    /**
     * Returns these credentials with a new secret. What has ended is dropped; every other older secret ends at its own
     * end or with the grace, whichever is earlier, so that none outlives the grace that was stated last.
     *
     * @param key the new secret's key pair; null if it has none
     * @param grace how long older secrets stay valid; zero ends them at once
     * @param when when the new secret begins to lead
     * @return empty if there would be more than {@link #MAX_VALID} valid ones
     */
    public Optional<Credentials> rotated(
            Secret secret, @Nullable Ed25519Key key, Instant now, Duration grace, SwitchTime when) {
        Instant end = now.plus(grace);
        List<Signing> all = new ArrayList<>();
        all.add(new Signing(
                secret,
                key,
                switch (when) {
                    case NOW -> now;
                    case AT_END -> end;
                },
                Instant.MAX));
        secrets.stream()
                .map(signing -> signing.endingBy(end))
                .filter(signing -> signing.isValidAt(now))
                .forEach(all::add);
        return all.size() > MAX_VALID ? Optional.empty() : Optional.of(new Credentials(all, headers));
    }

    @Override
    public String toString() {
        return "Credentials[" + secrets.size() + " secrets, " + headers.size() + " headers]";
    }
}
