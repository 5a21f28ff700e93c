package io.continuum.webhooks.client.verify;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * Tells whether a delivery comes from the platform, unchanged and just now. Give it the raw body, before anything parsed
 * it. Thread-safe, without state; needs no library but the JDK.
 *
 * <pre>{@code
 * WebhookVerifier verifier = WebhookVerifier.standard(secret);
 * if (verifier.verify(headers, body) instanceof Verdict.Accepted delivery) {
 *     // once per delivery.deliveryId()
 * }
 * }</pre>
 *
 * <p>During a rotation give it the new and the old secret. {@link #standard} verifies every format but {@code slack} and
 * {@code discord}; the others verify a format's own header, for receivers that have it in use.
 */
public final class WebhookVerifier {
    /** How far the signed time may be from now, both ways. Source: seed 001, "Replay Protection". */
    public static final Duration TOLERANCE = Duration.ofMinutes(5);

    private final Scheme scheme;
    private final Duration tolerance;
    private final InstantSource clock;

    private WebhookVerifier(Scheme scheme, Duration tolerance, InstantSource clock) {
        this.scheme = scheme;
        this.tolerance = tolerance;
        this.clock = clock;
    }

    /**
     * Verifies {@code webhook-signature}, by Standard Webhooks.
     *
     * @param keys secrets as the API answered them ({@code secret} or {@code standard_secret}), and public keys
     *     ({@code whpk_…}) of webhooks that sign with Ed25519; at least one
     * @throws IllegalArgumentException if there is none, one is empty, or a public key is malformed
     */
    public static WebhookVerifier standard(String... keys) {
        return of(new StandardScheme(checked(keys)));
    }

    /**
     * Verifies {@code X-Continuum-Signature}; throws as {@link #standard} does, and for a public key. That signature
     * covers no delivery id: who replays it within the tolerance may give it another one. Prefer {@link #standard}.
     */
    public static WebhookVerifier continuum(String... secrets) {
        return of(HeaderScheme.continuum(checked(secrets)));
    }

    /**
     * Verifies {@code X-Lanonasis-Signature}; throws as {@link #continuum} does. That signature covers neither time nor
     * delivery id, only the body: who replays it may give it another id. Prefer {@link #standard}.
     */
    public static WebhookVerifier lanonasis(String... secrets) {
        return of(HeaderScheme.lanonasis(checked(secrets)));
    }

    /**
     * Verifies {@code X-Webhook-Signature} of markdown-brain-bot's format; throws as {@link #continuum} does. That
     * signature covers neither time nor delivery id, only the body: prefer {@link #standard}.
     *
     * @param secrets where the webhook sends its secret raw, give {@code standard_secret} to {@link #standard} instead
     */
    public static WebhookVerifier brainBot(String... secrets) {
        return of(HeaderScheme.brainBot(checked(secrets)));
    }

    /** Returns this verifier with another tolerance. */
    public WebhookVerifier within(Duration other) {
        return new WebhookVerifier(scheme, other, clock);
    }

    /** Returns this verifier with another clock, for tests. */
    public WebhookVerifier at(InstantSource other) {
        return new WebhookVerifier(scheme, tolerance, other);
    }

    /**
     * Verifies a delivery.
     *
     * @param headers all of them, names in any case
     * @param body the bytes as they came
     */
    public Verdict verify(Map<String, List<String>> headers, byte[] body) {
        SignatureHeaders given = new SignatureHeaders(headers);
        try {
            Scheme.Signed signed = scheme.verify(given, body);
            Instant at = signed.at();
            if (at != null && Duration.between(at, clock.instant()).abs().compareTo(tolerance) > 0) {
                return new Verdict.Refused(Verdict.Reason.STALE_TIMESTAMP);
            }
            return new Verdict.Accepted(signed.deliveryId());
        } catch (SignatureHeaders.Rejected e) {
            return new Verdict.Refused(e.reason());
        }
    }

    private static WebhookVerifier of(Scheme scheme) {
        return new WebhookVerifier(scheme, TOLERANCE, InstantSource.system());
    }

    private static List<String> checked(String... keys) {
        List<String> all = List.of(keys);
        if (all.isEmpty() || all.contains("")) {
            throw new IllegalArgumentException("at least one secret is needed, and none may be empty");
        }
        return all;
    }
}
