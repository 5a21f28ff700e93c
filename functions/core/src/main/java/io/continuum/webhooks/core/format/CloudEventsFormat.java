package io.continuum.webhooks.core.format;

import io.continuum.webhooks.core.egress.Header;
import io.continuum.webhooks.core.json.CanonicalJson;
import io.continuum.webhooks.core.retry.Presets;
import io.continuum.webhooks.core.retry.RetrySchedule;
import java.util.List;

/** CloudEvents 1.0 in structured mode (HTTP protocol binding §3.2): everything is in the body. */
public record CloudEventsFormat() implements Format {
    private static final String MEDIA_TYPE = "application/cloudevents+json";

    @Override
    public String name() {
        return "cloudevents";
    }

    @Override
    public RetrySchedule schedule() {
        return Presets.STANDARD;
    }

    @Override
    public CanonicalJson payload(Content content) {
        CanonicalJson.Builder body = CanonicalJson.object();
        CloudEvent.attributes(content.event()).forEach(body::put);
        return body.put("datacontenttype", Headers.JSON)
                .put("data", content.event().data())
                .build();
    }

    @Override
    public Outgoing render(Delivering delivering) {
        byte[] body = payload(delivering.content()).utf8();
        List<Header> headers = Headers.begin(MEDIA_TYPE);
        headers.addAll(delivering.signer().standard(delivering.delivery(), delivering.at(), body));
        return new Outgoing(body, headers);
    }
}
