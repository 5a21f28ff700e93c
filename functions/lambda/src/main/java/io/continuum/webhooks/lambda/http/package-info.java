/**
 * Requests that leave: the one way out to the receivers' servers, guarded against targets that are not public and
 * receivers that misbehave. Start at {@link io.continuum.webhooks.lambda.http.GuardedHttpSender}.
 */
@NullMarked
package io.continuum.webhooks.lambda.http;

import org.jspecify.annotations.NullMarked;
