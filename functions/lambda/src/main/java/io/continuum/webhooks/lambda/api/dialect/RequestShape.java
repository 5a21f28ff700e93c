package io.continuum.webhooks.lambda.api.dialect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.continuum.webhooks.core.delivery.Render;
import io.continuum.webhooks.core.egress.TargetUrl;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A request that would be made, the same in every dialect. */
public final class RequestShape {
    private RequestShape() {}

    /** Returns it with credentials masked. */
    public static ObjectNode of(TargetUrl url, Render.Rendered rendered) {
        ObjectNode json = Json.object();
        json.put("url", url.toString());
        ObjectNode headers = json.putObject("headers");
        rendered.shown().forEach(header -> headers.put(header.name(), header.value()));
        json.put("body", new String(rendered.body(), StandardCharsets.UTF_8));
        return json.put("body_base64", Base64.getEncoder().encodeToString(rendered.body()));
    }
}
