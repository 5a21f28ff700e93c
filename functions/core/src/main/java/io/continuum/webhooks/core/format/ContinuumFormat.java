package io.continuum.webhooks.core.format;

import io.continuum.webhooks.core.egress.Header;
import io.continuum.webhooks.core.event.Catalog;
import io.continuum.webhooks.core.event.Event;
import io.continuum.webhooks.core.json.CanonicalJson;
import io.continuum.webhooks.core.retry.Presets;
import io.continuum.webhooks.core.retry.RetrySchedule;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The form of seed documents 000 to 002. The body is the same at every attempt; only the signed time moves. */
public record ContinuumFormat() implements Format {
    @Override
    public String name() {
        return "continuum";
    }

    @Override
    public RetrySchedule schedule() {
        return Presets.CONTINUUM;
    }

    @Override
    public CanonicalJson payload(Content content) {
        Event event = content.event();
        return CanonicalJson.object()
                .put("event", nameOf(event))
                .put("timestamp", Times.seconds(event.timestamp()))
                .put("tenant_id", event.tenant().value())
                .put("data", event.data())
                .build();
    }

    @Override
    public Outgoing render(Delivering delivering) {
        byte[] body = payload(delivering.content()).utf8();
        String seconds = Long.toString(delivering.at().getEpochSecond());
        byte[] head = (seconds + ".").getBytes(StandardCharsets.UTF_8);
        Signer signer = delivering.signer();
        List<Header> headers = Headers.begin(Headers.JSON, "CONTINUUM-Webhooks/1.0");
        headers.addAll(signer.own("X-Continuum-Signature", delivering.at(), head, body));
        headers.add(new Header("X-Continuum-Timestamp", seconds));
        headers.add(new Header("X-Continuum-Event", nameOf(delivering.event())));
        headers.add(new Header("X-Continuum-Delivery", delivering.delivery().value()));
        headers.addAll(signer.standard(delivering.delivery(), delivering.at(), body));
        return new Outgoing(body, headers);
    }

    private static String nameOf(Event event) {
        return Catalog.nameFor(event.type(), Catalog.System.CONTINUUM).name();
    }
}
