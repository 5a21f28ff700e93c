package io.continuum.webhooks.core.webhook;

import io.continuum.webhooks.core.admission.Capacity;
import io.continuum.webhooks.core.admission.Life;
import io.continuum.webhooks.core.egress.TargetUrl;
import io.continuum.webhooks.core.event.EventPattern;
import io.continuum.webhooks.core.event.EventType;
import io.continuum.webhooks.core.event.Filter;
import io.continuum.webhooks.core.format.BrainBotFormat;
import io.continuum.webhooks.core.format.Format;
import io.continuum.webhooks.core.format.Signer;
import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.json.CanonicalJson;
import io.continuum.webhooks.core.retry.RetryPolicy;
import io.continuum.webhooks.core.retry.RetrySchedule;
import io.continuum.webhooks.core.signing.Credentials;
import io.continuum.webhooks.core.signing.PublicKey;
import io.continuum.webhooks.core.signing.Secret;
import io.continuum.webhooks.core.signing.SignatureScheme;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A registration: where events go, which, and how. Changed as a whole; every change makes the next version.
 *
 * @param key whose it is and which
 * @param version 1 for a new one; the ETag, and what warm functions compare
 * @param uid the tenant's own name for it; null = none
 * @param settings what the tenant chose
 * @param active whether events are fanned out to it and deliveries go out
 * @param disabledReason why it is not active, if that was not the tenant's wish; null otherwise
 * @param secret which secret signs
 * @param createdAt when it was made
 * @param updatedAt when it last changed
 */
public record Webhook(
        WebhookKey key,
        long version,
        @Nullable String uid,
        Settings settings,
        boolean active,
        @Nullable String disabledReason,
        SecretRef secret,
        Instant createdAt,
        Instant updatedAt) {

    /** Returns the public keys that anybody may ask for: none while it signs otherwise. */
    public List<PublicKey> publishedKeys() {
        return switch (settings.wire().signing()) {
            case HMAC -> List.of();
            case ED25519 -> secret.publicKeys();
        };
    }

    /**
     * What the tenant chose.
     *
     * @param url where deliveries go
     * @param events what is subscribed to; at least one
     * @param filter what else an event must be like; null = nothing
     * @param name for people; may be empty
     * @param description for people; may be empty
     * @param wire what a delivery looks like
     * @param retryPolicy overrides the format's schedule; null = the format's
     * @param capacity concurrency, rate and time-out
     * @param metadata the tenant's own data, a JSON object
     */
    public record Settings(
            TargetUrl url,
            List<EventPattern> events,
            @Nullable Filter filter,
            String name,
            String description,
            Wire wire,
            @Nullable RetryPolicy retryPolicy,
            Capacity capacity,
            CanonicalJson metadata) {
        /** Copies the events. */
        public Settings {
            events = List.copyOf(events);
        }

        private Settings with(RetryPolicy policy) {
            return new Settings(url, events, filter, name, description, wire, policy, capacity, metadata);
        }

        /** Returns the wire form. */
        public Format format() {
            return wire.format();
        }
    }

    /**
     * What a delivery looks like.
     *
     * @param format the wire form
     * @param signing what makes the Standard Webhooks signature
     * @param headers names of the webhook's own headers, lower-case, sorted; their values are in the vault
     * @param sendRawSecret whether {@code brain-bot} sends its secret as it is (spec.md §7)
     */
    public record Wire(Format format, SignatureScheme signing, List<String> headers, boolean sendRawSecret) {
        /** Copies and sorts the names. */
        public Wire {
            headers = headers.stream().sorted().toList();
        }

        /** Returns whether receivers get the secret as it is: only one format ever does that, and only if told to. */
        public boolean sendsSecret() {
            return sendRawSecret && format instanceof BrainBotFormat;
        }

        /** Returns the usual wire of a format: HMAC, no headers, no raw secret. */
        public static Wire of(Format format) {
            return new Wire(format, SignatureScheme.HMAC, List.of(), false);
        }
    }

    /**
     * The webhook's secret in the vault.
     *
     * @param version the version that is valid with this configuration
     * @param lastFour {@link io.continuum.webhooks.core.signing.Secret#ending()}, for the masked form
     * @param publicKeys of its key pairs, newest first, for everybody to read; empty if it has none
     */
    public record SecretRef(String version, String lastFour, List<PublicKey> publicKeys) {
        /** Copies the keys. */
        public SecretRef {
            publicKeys = List.copyOf(publicKeys);
        }

        /** Returns what may be known about {@code credentials}, kept in the vault as {@code version}. */
        public static SecretRef of(String version, Credentials credentials) {
            return new SecretRef(version, credentials.current().ending(), credentials.publicKeys());
        }
    }

    /** Returns what signs its deliveries with {@code credentials}. */
    public Signer signer(Credentials credentials) {
        return new Signer(
                credentials, settings.wire().signing(), settings.wire().sendsSecret());
    }

    /** Returns the secret that Standard Webhooks libraries verify its deliveries with, while {@code secret} signs. */
    public String standardSecret(Secret secret) {
        return settings.wire().sendsSecret() ? secret.derivedStandardSecret() : secret.standardSecret();
    }

    /** Returns the schedule of its deliveries. */
    public RetrySchedule schedule() {
        RetryPolicy own = settings.retryPolicy();
        RetrySchedule usual = settings.format().schedule();
        return own == null ? usual : own.over(usual);
    }

    /** Returns whether it subscribes to {@code type}. */
    public boolean subscribesTo(EventType type) {
        return settings.events().stream().anyMatch(pattern -> pattern.matches(type));
    }

    /** Returns what its state says about it. */
    public Life life() {
        return active ? Life.LIVE : Life.DISABLED;
    }

    /** Returns the next version with other settings. */
    public Webhook changed(Settings newSettings, boolean nowActive, @Nullable String newUid, Instant now) {
        String reason = nowActive ? null : disabledReason;
        return new Webhook(key, version + 1, newUid, newSettings, nowActive, reason, secret, createdAt, now);
    }

    /** Returns this version with other credentials. */
    Webhook with(SecretRef other) {
        return new Webhook(key, version, uid, settings, active, disabledReason, other, createdAt, updatedAt);
    }

    /** Returns the next version with other credentials, everything else as it was. */
    public Webhook signedBy(SecretRef newSecret, Instant now) {
        return new Webhook(key, version + 1, uid, settings, active, disabledReason, newSecret, createdAt, now);
    }

    /** Returns the next version with the same credentials in another place: no change of the tenant's. */
    Webhook keptAs(SecretRef place) {
        return new Webhook(key, version + 1, uid, settings, active, disabledReason, place, createdAt, updatedAt);
    }

    /** Returns it as it is delivered to where no delivery may have more than {@code attempts}; the version stays. */
    public Webhook withAtMost(int attempts) {
        RetryPolicy limited = RetryPolicy.limited(settings.retryPolicy(), attempts);
        return new Webhook(
                key, version, uid, settings.with(limited), active, disabledReason, secret, createdAt, updatedAt);
    }

    /** Returns the next version, disabled for {@code reason}. */
    public Webhook disabled(String reason, Instant now) {
        return new Webhook(key, version + 1, uid, settings, false, reason, secret, createdAt, now);
    }
}
