package io.continuum.webhooks.local.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;

/** The wire between a function and its services, below the SDK's retries: here faults happen. Thread-safe. */
final class FaultyHttp implements SdkHttpClient {
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int SERVER_ERROR = 500;

    private final SdkHttpClient inner;
    private final String caller;
    private final Faults faults;
    private final SecondReceives receives;

    FaultyHttp(SdkHttpClient inner, String caller, Faults faults, SecondReceives receives) {
        this.inner = inner;
        this.caller = caller;
        this.faults = faults;
        this.receives = receives;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        ExecutableHttpRequest prepared = inner.prepareRequest(request);
        ServiceCall call = ServiceCall.of(caller, request);
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                return made(call, prepared);
            }

            @Override
            public void abort() {
                prepared.abort();
            }
        };
    }

    private HttpExecuteResponse made(ServiceCall call, ExecutableHttpRequest prepared) throws IOException {
        Fault fault = faults.next(call);
        return switch (fault) {
            case THROTTLED -> answer(BAD_REQUEST, throttling(call));
            case ERROR, TABLE_DOWN -> answer(SERVER_ERROR, "{\"__type\":\"InternalServerError\"}");
            case ANSWER_LOST -> {
                done(call, prepared).responseBody().ifPresent(AbortableInputStream::abort);
                throw new IOException("the answer was lost");
            }
            case NONE, DELAYED ->
                call.isReceive() ? receives.receive(call, () -> done(call, prepared)) : done(call, prepared);
        };
    }

    private HttpExecuteResponse done(ServiceCall call, ExecutableHttpRequest prepared) throws IOException {
        HttpExecuteResponse response = prepared.call();
        faults.done(call);
        receives.deleted(call);
        return response;
    }

    /** Returns the error's name as the service writes it, so that the SDK knows it for what it is. */
    private static String throttling(ServiceCall call) {
        String error = call.isDynamoDb()
                ? "com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException"
                : "ThrottlingException";
        return "{\"__type\":\"%s\",\"message\":\"injected\"}".formatted(error);
    }

    /** Returns an answer that no service gave. */
    static HttpExecuteResponse answer(int status, String json) {
        return answer(status, json.getBytes(UTF_8));
    }

    /** Returns an answer that was given before. */
    static HttpExecuteResponse again(byte[] body) {
        return answer(OK, body);
    }

    private static HttpExecuteResponse answer(int status, byte[] body) {
        return HttpExecuteResponse.builder()
                .response(SdkHttpResponse.builder()
                        .statusCode(status)
                        .putHeader("Content-Type", "application/x-amz-json-1.0")
                        .putHeader("Content-Length", Integer.toString(body.length))
                        .build())
                .responseBody(AbortableInputStream.create(new ByteArrayInputStream(body)))
                .build();
    }

    /** Closes nothing: the client below is shared. */
    @Override
    public void close() {}
}
