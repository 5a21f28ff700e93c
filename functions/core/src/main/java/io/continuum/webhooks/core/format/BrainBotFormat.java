package io.continuum.webhooks.core.format;

import io.continuum.webhooks.core.egress.Header;
import io.continuum.webhooks.core.event.Catalog;
import io.continuum.webhooks.core.event.Event;
import io.continuum.webhooks.core.json.CanonicalJson;
import io.continuum.webhooks.core.retry.Presets;
import io.continuum.webhooks.core.retry.RetrySchedule;
import io.continuum.webhooks.core.signing.Secret;
import java.util.List;

/**
 * The form of markdown-brain-bot (seed document 004). The weakest one: its receivers know a bearer token, which is among
 * the webhook's own headers, or the secret itself.
 */
public record BrainBotFormat() implements Format {
    private static final String SOURCE = "markdown-brain-bot";
    private static final int OK = 200;

    /** Carries the secret itself. */
    public static final String RAW_SECRET = "X-Webhook-Secret";

    @Override
    public String name() {
        return "brain-bot";
    }

    @Override
    public RetrySchedule schedule() {
        return Presets.BRAIN_BOT;
    }

    /** Returns true for 200 only (seed 004, "Retry Logic"). */
    @Override
    public boolean isSuccess(int status) {
        return status == OK;
    }

    /** Returns true for every 4xx (seed 004, "Retry Logic"). */
    @Override
    public boolean isFinal(int status) {
        return status >= 400 && status <= 499;
    }

    @Override
    public CanonicalJson payload(Content content) {
        Event event = content.event();
        CanonicalJson.Builder body = CanonicalJson.object()
                .put(
                        "event",
                        Catalog.nameFor(event.type(), Catalog.System.BRAIN_BOT).name())
                .put("data", event.data())
                .put("timestamp", Times.naive(event.timestamp()))
                .put("source", SOURCE)
                .put("bot_version", content.botVersion())
                .put("request_id", event.requestId().orElseGet(() -> event.id().value()));
        event.userId().ifPresentOrElse(user -> body.put("user_id", user), () -> body.putNull("user_id"));
        return body.build();
    }

    @Override
    public Outgoing render(Delivering delivering) {
        byte[] body = payload(delivering.content()).utf8();
        Signer signer = delivering.signer();
        List<Header> headers = Headers.begin(Headers.JSON);
        headers.addAll(signer.own("X-Webhook-Signature", delivering.at(), body));
        Secret leading = signer.leading(delivering.at());
        // Where a secret may be given, one that fits no header is refused for such webhooks.
        if (signer.sendsRawSecret() && leading.fitsHeader()) {
            headers.add(new Header(RAW_SECRET, leading.value()));
        }
        headers.addAll(signer.standard(delivering.delivery(), delivering.at(), body));
        return new Outgoing(body, headers);
    }
}
