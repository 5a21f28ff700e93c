package io.continuum.webhooks.core.format;

import io.continuum.webhooks.core.event.Event;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** An event by the names of CloudEvents 1.0. */
final class CloudEvent {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private CloudEvent() {}

    /** Returns the context attributes but {@code datacontenttype}, in the order of the specification. */
    static Map<String, String> attributes(Event event) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("specversion", "1.0");
        attributes.put("id", event.id().value());
        attributes.put("source", "/tenants/" + event.tenant().value());
        attributes.put("type", event.type().name());
        attributes.put("time", Times.milliseconds(event.timestamp()));
        return attributes;
    }

    /**
     * Returns a value as a header carries it (HTTP protocol binding §3.1.3.2): the UTF-8 bytes of everything but
     * printable ASCII, and of space, double quote and percent sign, are percent-encoded.
     */
    static String headerValue(String value) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            if (b > ' ' && b < 0x7F && b != '"' && b != '%') {
                encoded.append((char) b);
            } else {
                encoded.append('%').append(HEX.toHexDigits(b));
            }
        }
        return encoded.toString();
    }
}
