package io.continuum.webhooks.lambda.api;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.continuum.webhooks.lambda.api.dialect.Presenters;
import io.continuum.webhooks.lambda.api.gateway.ProxyAnswer;
import io.continuum.webhooks.lambda.api.gateway.ProxyEvent;
import io.continuum.webhooks.lambda.api.gateway.Request;
import io.continuum.webhooks.lambda.api.gateway.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Answers proxy events of API Gateway, REST and HTTP APIs alike. Thread-safe. */
public final class ApiHandler implements RequestStreamHandler {
    private static final JsonMapper JSON = new JsonMapper();

    private final Router router;
    private final Rescue rescue;
    private final Runnable before;

    /** Answers by {@code api}. */
    public ApiHandler(Api api) {
        this(api, () -> {});
    }

    /**
     * Answers by {@code api}.
     *
     * @param before run before each request, and never in the constructor: what it does is not for a SnapStart snapshot
     */
    public ApiHandler(Api api, Runnable before) {
        this.before = before;
        this.router = RouteTable.router(api);
        this.rescue = new Rescue(api.platform().journal());
    }

    /** Writes an answer to every event, whatever happens on the way. */
    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
        out.write(answer(ProxyEvent.read(event(in), context.getAwsRequestId())));
    }

    private static JsonNode event(InputStream in) throws IOException {
        try {
            return JSON.readTree(in);
        } catch (JsonProcessingException e) {
            // Not from API Gateway. It has no path, so it is answered like one that does not exist.
            return MissingNode.getInstance();
        }
    }

    /** The outermost frame: nothing that went wrong leaves it but as a problem that says nothing about us. */
    private byte[] answer(Request request) {
        Response response = rescue.answer(request, Presenters.usual(), () -> {
            before.run();
            return router.answer(request);
        });
        return ProxyAnswer.write(response, request.id());
    }
}
