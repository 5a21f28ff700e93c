package io.continuum.webhooks.lambda.openapi;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A request that nobody in his right mind would send, or one that is all right.
 *
 * @param method in upper case
 * @param path as it goes over the wire, with the query
 * @param headers one value each; credentials come on top
 * @param body bytes that need not be text; empty = none
 */
@SuppressWarnings("ArrayRecordComponent") // made once, sent once, never compared
public record FuzzRequest(String method, String path, Map<String, String> headers, byte[] body) {
    private static final int SHOWN = 2_000;

    /** Returns it with its body as text, cut. */
    @Override
    public String toString() {
        String text = new String(body, StandardCharsets.UTF_8);
        String cut = text.length() > SHOWN ? text.substring(0, SHOWN) + "… (" + body.length + " bytes)" : text;
        return method + " " + path + " " + headers + "\n" + cut;
    }
}
