package io.continuum.webhooks.local.secretsmanager.engine;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * All secrets of one region. Safe for use by many threads: secrets are immutable, readers take the last one published,
 * and a change of a secret is made under the lock of its name, saved, and only then published. So nobody sees what a
 * crash could take back.
 */
public final class SecretStore {
    /** Enough that changes of different secrets seldom wait for each other's disk. */
    private static final int LOCKS = 64;

    private final Map<SecretName, Secret> secrets = new ConcurrentHashMap<>();
    private final List<Lock> locks =
            Stream.generate(() -> (Lock) new ReentrantLock()).limit(LOCKS).toList();
    private final Storage storage;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final String region;

    /**
     * Loads what the storage kept, and removes what has passed its recovery window since.
     *
     * @param storage where changes go; the caller closes it
     * @param region the region in every ARN
     * @param clock the only clock that is read
     * @param random makes the last six characters of ARNs; must be safe for use by many threads
     */
    public SecretStore(Storage storage, String region, InstantSource clock, RandomGenerator random) {
        this.storage = storage;
        this.region = region;
        this.clock = clock;
        this.random = random;
        storage.load().forEach(secret -> secrets.put(secret.name(), secret));
        removeExpired();
    }

    /** Removes what has passed its recovery window: nobody can see it any more, but its values are still kept. */
    void removeExpired() {
        var now = now();
        secrets.values().stream()
                .filter(secret -> secret.isGone(now))
                .map(Secret::name)
                .forEach(name -> locked(name, () -> {
                    // Again under the lock: the name may belong to a new secret by now.
                    Optional.ofNullable(secrets.get(name))
                            .filter(secret -> secret.isGone(now))
                            .ifPresent(this::discard);
                    return name;
                }));
    }

    /**
     * Returns the secret, scheduled for deletion or not.
     *
     * @throws RejectedException ResourceNotFoundException when there is none
     */
    public Secret require(SecretId id) {
        return find(id).orElseThrow(RejectedException::secretNotFound);
    }

    /** Returns the time in the milliseconds that the wire format can carry. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** Returns the day of now: LastAccessedDate is a day, by the API reference. */
    LocalDate today() {
        return LocalDate.ofInstant(now(), ZoneOffset.UTC);
    }

    Arn newArn(SecretName name) {
        return Arn.generate(region, name, random);
    }

    /** Returns every secret, those scheduled for deletion too, in no order. */
    List<Secret> all() {
        var now = now();
        return secrets.values().stream().filter(secret -> !secret.isGone(now)).toList();
    }

    Optional<Secret> find(SecretId id) {
        String prefix = Arn.prefix(region);
        if (!id.value().startsWith(prefix)) {
            return named(id.value());
        }
        // A whole ARN first, then one without its last six characters: the order that AWS documents for partial ARNs.
        String rest = id.value().substring(prefix.length());
        return named(Arn.withoutSuffix(rest))
                .filter(secret -> secret.arn().value().equals(id.value()))
                .or(() -> named(rest));
    }

    /** Returns the secret if its values can be used now. */
    Secret requireUsable(SecretId id) {
        return usable(require(id));
    }

    /** Changes a secret that is not scheduled for deletion. */
    Secret changeUsable(SecretId id, UnaryOperator<Secret> change) {
        return change(id, secret -> change.apply(usable(secret)));
    }

    /** Changes a secret. What the operator throws leaves it as it was; an equal result is not saved again. */
    Secret change(SecretId id, UnaryOperator<Secret> change) {
        var name = require(id).name();
        return locked(name, () -> {
            // Again under the lock: between the two, another request may have deleted it, or changed it.
            var before = find(id).filter(secret -> secret.name().equals(name));
            var current = before.orElseThrow(RejectedException::secretNotFound);
            var changed = change.apply(current);
            if (!changed.equals(current)) {
                publish(changed);
            }
            return changed;
        });
    }

    /** Creates a secret, or lets the function decide about the one that has the name; what it returns is kept. */
    Secret create(SecretName name, Function<Optional<Secret>, Secret> make) {
        return locked(name, () -> {
            var existing = named(name.value());
            var created = make.apply(existing);
            if (existing.filter(created::equals).isEmpty()) {
                publish(created);
            }
            return created;
        });
    }

    /** Removes a secret at once and returns it. */
    Optional<Secret> remove(SecretId id) {
        return find(id).flatMap(found -> locked(found.name(), () -> {
            var current = find(id).filter(secret -> secret.name().equals(found.name()));
            current.ifPresent(this::discard);
            return current;
        }));
    }

    private void publish(Secret secret) {
        storage.save(secret);
        secrets.put(secret.name(), secret);
    }

    private void discard(Secret secret) {
        storage.remove(secret.name());
        secrets.remove(secret.name());
    }

    private Optional<Secret> named(String name) {
        if (!SecretName.allows(name)) {
            return Optional.empty();
        }
        var now = now();
        return Optional.ofNullable(secrets.get(new SecretName(name))).filter(secret -> !secret.isGone(now));
    }

    private <T> T locked(SecretName name, Supplier<T> action) {
        var lock = locks.get(Math.floorMod(name.hashCode(), LOCKS));
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    private static Secret usable(Secret secret) {
        if (secret.isScheduledForDeletion()) {
            throw RejectedException.invalidRequest(
                    "You can't perform this operation on the secret because it was marked for deletion.");
        }
        return secret;
    }
}
