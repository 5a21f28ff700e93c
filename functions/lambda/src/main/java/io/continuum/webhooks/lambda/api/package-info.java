/**
 * The HTTP API: {@link io.continuum.webhooks.lambda.api.ApiHandler} reads a proxy event, the router finds the route,
 * the guard checks the key and the body, a route calls one use case, and a dialect's presenter writes the answer.
 */
@NullMarked
package io.continuum.webhooks.lambda.api;

import org.jspecify.annotations.NullMarked;
