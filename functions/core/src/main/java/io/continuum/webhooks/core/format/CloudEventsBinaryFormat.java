package io.continuum.webhooks.core.format;

import io.continuum.webhooks.core.egress.Header;
import io.continuum.webhooks.core.json.CanonicalJson;
import io.continuum.webhooks.core.retry.Presets;
import io.continuum.webhooks.core.retry.RetrySchedule;
import java.util.List;

/** CloudEvents 1.0 in binary mode (HTTP protocol binding §3.1): the data is the body, the rest is in headers. */
public record CloudEventsBinaryFormat() implements Format {
    @Override
    public String name() {
        return "cloudevents-binary";
    }

    @Override
    public RetrySchedule schedule() {
        return Presets.STANDARD;
    }

    @Override
    public CanonicalJson payload(Content content) {
        return content.event().data();
    }

    @Override
    public Outgoing render(Delivering delivering) {
        byte[] body = payload(delivering.content()).utf8();
        // The media type is the attribute datacontenttype (§3.1.1).
        List<Header> headers = Headers.begin(Headers.JSON);
        CloudEvent.attributes(delivering.event())
                .forEach((name, value) -> headers.add(new Header("ce-" + name, CloudEvent.headerValue(value))));
        headers.addAll(delivering.signer().standard(delivering.delivery(), delivering.at(), body));
        return new Outgoing(body, headers);
    }
}
