package io.continuum.webhooks.core.delivery;

import io.continuum.webhooks.core.egress.Header;
import io.continuum.webhooks.core.egress.HttpPost;
import io.continuum.webhooks.core.egress.HttpSender;
import io.continuum.webhooks.core.egress.SendFailure;
import io.continuum.webhooks.core.egress.SendResult;
import io.continuum.webhooks.core.event.Event;
import io.continuum.webhooks.core.signing.Unseen;
import io.continuum.webhooks.core.webhook.Webhook;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes one request: signs, sends, and says what came of it. Records nothing. Thread-safe. */
public final class MakeAttempt {
    private final HttpSender sender;
    private final Render render;
    private final InstantSource clock;

    /** Sends through {@code sender}, which judges the target anew. */
    public MakeAttempt(HttpSender sender, Render render, InstantSource clock) {
        this.sender = sender;
        this.render = render;
        this.clock = clock;
    }

    /**
     * What a request came to.
     *
     * @param attempt for the record, without its next time
     * @param result what the receiver or the network did
     */
    public record Made(Attempt attempt, SendResult result) {
        /** Returns when the request ended. */
        public Instant endedAt() {
            return attempt.endedAt();
        }
    }

    /**
     * Makes attempt {@code number} of a delivery.
     *
     * @param signs what signs
     * @param timeout the whole of the request
     */
    public Made make(
            Webhook webhook, LoadedWebhook.Signs signs, Event event, DeliveryAttempt number, Duration timeout) {
        Instant started = clock.instant();
        Render.Rendered rendered = render.render(webhook, signs.credentials(), event, number, started);
        SendResult result = withoutSecrets(
                sender.send(new HttpPost(webhook.settings().url(), rendered.headers(), rendered.body(), timeout)),
                signs.unseen());
        return new Made(entry(webhook, number.attempt(), started, rendered.shown(), result), result);
    }

    /** What a receiver answers is kept, and it may answer with what it was sent or with the secret that it knows. */
    private static SendResult withoutSecrets(SendResult result, Unseen unseen) {
        return result instanceof SendResult.Answered answered
                        && !answered.body().isEmpty()
                ? new SendResult.Answered(
                        answered.status(),
                        answered.headers(),
                        unseen.takenOutOf(answered.body(), answered.truncated()),
                        answered.truncated(),
                        answered.duration())
                : result;
    }

    private static Attempt entry(
            Webhook webhook, int number, Instant started, List<Header> headers, SendResult result) {
        String error = Judge.error(webhook, result);
        return switch (result) {
            case SendResult.Answered(int status, List<Header> _, String body, boolean truncated, Duration took) ->
                new Attempt(number, started, took, headers, status, body, truncated, error, null);
            case SendResult.Unanswered(SendFailure _, Duration took) -> failed(number, started, took, headers, error);
        };
    }

    private static Attempt failed(
            int number, Instant started, Duration took, List<Header> headers, @Nullable String error) {
        return new Attempt(number, started, took, headers, null, "", false, error, null);
    }
}
