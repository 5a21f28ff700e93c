package io.continuum.webhooks.core.format;

import io.continuum.webhooks.core.egress.Header;
import io.continuum.webhooks.core.event.Catalog;
import io.continuum.webhooks.core.event.Event;
import io.continuum.webhooks.core.id.WebhookId;
import io.continuum.webhooks.core.json.CanonicalJson;
import io.continuum.webhooks.core.retry.Presets;
import io.continuum.webhooks.core.retry.RetrySchedule;
import io.continuum.webhooks.core.signing.Hmac;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The form of seed documents 000 to 002. The body is the same at every attempt; only the signed time moves. */
public record ContinuumFormat() implements Format {
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    @Override
    public String name() {
        return "continuum";
    }

    @Override
    public RetrySchedule schedule() {
        return Presets.CONTINUUM;
    }

    @Override
    public boolean isSuccess(int status) {
        return status >= 200 && status <= 299;
    }

    /** Returns false: seed 002 retries every failure. */
    @Override
    public boolean isFinal(int status) {
        return false;
    }

    @Override
    public CanonicalJson payload(Event event, WebhookId webhook, int attempt) {
        return CanonicalJson.object()
                .put("event", nameOf(event))
                .put("timestamp", timestamp(event.timestamp()))
                .put("tenant_id", event.tenant().value())
                .put("data", event.data())
                .build();
    }

    @Override
    public Outgoing render(Delivering delivering) {
        var body = payload(delivering.event(), delivering.webhook(), delivering.attempt())
                .utf8();
        var headers = new ArrayList<Header>();
        headers.add(new Header("Content-Type", "application/json"));
        headers.add(new Header("User-Agent", "CONTINUUM-Webhooks/1.0"));
        headers.addAll(own(delivering, body));
        headers.addAll(StandardHeaders.of(delivering, body));
        return new Outgoing(body, headers);
    }

    private static List<Header> own(Delivering delivering, byte[] body) {
        var seconds = Long.toString(delivering.at().getEpochSecond());
        var head = (seconds + ".").getBytes(StandardCharsets.UTF_8);
        var signature = Hmac.hex(Hmac.sha256(delivering.secret().hmacKey(), head, body));
        return List.of(
                new Header("X-Continuum-Signature", signature),
                new Header("X-Continuum-Timestamp", seconds),
                new Header("X-Continuum-Event", nameOf(delivering.event())),
                new Header("X-Continuum-Delivery", delivering.delivery().value()));
    }

    private static String nameOf(Event event) {
        return Catalog.nameFor(event.type(), Catalog.System.CONTINUUM).name();
    }

    // One form for all, so that receivers can sort by it as text (seed 000, "Event Ordering").
    private static String timestamp(Instant time) {
        return SECONDS.format(time);
    }
}
