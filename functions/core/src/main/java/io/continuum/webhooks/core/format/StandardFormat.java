package io.continuum.webhooks.core.format;

import io.continuum.webhooks.core.egress.Header;
import io.continuum.webhooks.core.event.Event;
import io.continuum.webhooks.core.json.CanonicalJson;
import io.continuum.webhooks.core.retry.Presets;
import io.continuum.webhooks.core.retry.RetrySchedule;
import java.util.List;

/** The form that the Standard Webhooks specification proposes, under the name as published. */
public record StandardFormat() implements Format {
    @Override
    public String name() {
        return "standard";
    }

    @Override
    public RetrySchedule schedule() {
        return Presets.STANDARD;
    }

    @Override
    public CanonicalJson payload(Content content) {
        Event event = content.event();
        return CanonicalJson.object()
                .put("type", event.type().name())
                .put("timestamp", Times.milliseconds(event.timestamp()))
                .put("data", event.data())
                .build();
    }

    @Override
    public Outgoing render(Delivering delivering) {
        byte[] body = payload(delivering.content()).utf8();
        List<Header> headers = Headers.begin(Headers.JSON);
        headers.addAll(delivering.signer().standard(delivering.delivery(), delivering.at(), body));
        return new Outgoing(body, headers);
    }
}
