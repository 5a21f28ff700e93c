package io.continuum.webhooks.core.format;

import io.continuum.webhooks.core.egress.Header;
import io.continuum.webhooks.core.event.Catalog;
import io.continuum.webhooks.core.event.Event;
import io.continuum.webhooks.core.json.CanonicalJson;
import io.continuum.webhooks.core.json.KeyOrder;
import io.continuum.webhooks.core.retry.Presets;
import io.continuum.webhooks.core.retry.RetrySchedule;
import java.util.List;

/**
 * The form of seed document 003. Its receivers verify what they parsed and wrote again in JavaScript, so the body is
 * written as JavaScript would.
 */
public record LanonasisFormat() implements Format {
    @Override
    public String name() {
        return "lanonasis";
    }

    @Override
    public RetrySchedule schedule() {
        return Presets.LANONASIS;
    }

    @Override
    public CanonicalJson payload(Content content) {
        Event event = content.event();
        return CanonicalJson.object()
                .put("id", event.id().lanonasis())
                .put("type", nameOf(event))
                .put("created", Times.seconds(event.timestamp()))
                .put("data", event.data().ordered(KeyOrder.ECMASCRIPT))
                .put("webhook_id", content.webhook().lanonasis())
                .put("attempt", content.attempt())
                .put("livemode", event.livemode())
                .build();
    }

    @Override
    public Outgoing render(Delivering delivering) {
        byte[] body = payload(delivering.content()).utf8();
        Signer signer = delivering.signer();
        List<Header> headers = Headers.begin(Headers.JSON, "Lanonasis-Webhooks/1.0");
        headers.addAll(signer.own("X-Lanonasis-Signature", delivering.at(), body));
        headers.add(new Header("X-Lanonasis-Event", nameOf(delivering.event())));
        headers.add(new Header("X-Lanonasis-Delivery", delivering.delivery().value()));
        headers.addAll(signer.standard(delivering.delivery(), delivering.at(), body));
        return new Outgoing(body, headers);
    }

    private static String nameOf(Event event) {
        return Catalog.nameFor(event.type(), Catalog.System.LANONASIS).name();
    }
}
