package io.continuum.webhooks.local.secretsmanager.engine;

import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Deletes a secret at once or after a recovery window. Safe for use by many threads. */
public final class DeleteSecret {
    private final SecretStore store;

    /** Deletes from that store. */
    public DeleteSecret(SecretStore store) {
        this.store = store;
    }

    /**
     * What to delete, and how.
     *
     * @param id the secret
     * @param recoveryDays the recovery window, 7 to 30 days; null means 30
     * @param force deletes at once; excludes a recovery window
     */
    public record Request(SecretId id, @Nullable Long recoveryDays, boolean force) {
        /** Refuses a window outside the bounds, and a window together with force, with InvalidParameterException. */
        public Request {
            if (force && recoveryDays != null) {
                throw RejectedException.invalidParameter(
                        "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.");
            }
            if (recoveryDays != null) {
                Check.range(
                        "The RecoveryWindowInDays value",
                        recoveryDays,
                        Limits.RECOVERY_WINDOW_MIN_DAYS,
                        Limits.RECOVERY_WINDOW_MAX_DAYS);
            }
        }
    }

    /**
     * What was deleted.
     *
     * @param name the secret's name
     * @param arn the secret's ARN
     * @param deletion when the secret ends; now, when forced
     */
    public record Answer(SecretName name, Arn arn, Instant deletion) {}

    /**
     * Deletes the secret. Forced, it also ends a secret already scheduled, and one that does not exist is no failure:
     * the API reference says so.
     *
     * @throws RejectedException without force: ResourceNotFoundException when there is no such secret,
     *     InvalidRequestException when it is scheduled for deletion already
     */
    public Answer delete(Request request) {
        store.removeExpired();
        return request.force() ? forced(request.id()) : scheduled(request);
    }

    private Answer scheduled(Request request) {
        long days = request.recoveryDays() == null ? Limits.RECOVERY_WINDOW_DEFAULT_DAYS : request.recoveryDays();
        var now = store.now();
        var end = now.atZone(ZoneOffset.UTC).plus(Period.ofDays((int) days)).toInstant();
        var secret = store.changeUsable(request.id(), found -> found.withDeletion(end, now));
        return new Answer(secret.name(), secret.arn(), end);
    }

    private Answer forced(SecretId id) {
        return store.remove(id)
                .map(secret -> new Answer(secret.name(), secret.arn(), store.now()))
                .orElseGet(() -> nothing(id));
    }

    /** AWS answers as if there had been a secret, without saying which ARN: one with six other characters, as moto. */
    private Answer nothing(SecretId id) {
        String tail = id.value().substring(id.value().lastIndexOf(':') + 1);
        var name = new SecretName(tail.equals(id.value()) ? tail : Arn.withoutSuffix(tail));
        return new Answer(name, store.newArn(name), store.now());
    }
}
