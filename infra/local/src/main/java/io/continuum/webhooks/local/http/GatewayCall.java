package io.continuum.webhooks.local.http;

import java.time.Instant;

/** What the gateway adds to a request. */
record GatewayCall(String requestId, String stage, int port, Instant now) {}
