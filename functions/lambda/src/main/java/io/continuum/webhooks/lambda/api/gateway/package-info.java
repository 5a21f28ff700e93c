/** Proxy events of API Gateway, both kinds, as one kind of request and answer. */
@NullMarked
package io.continuum.webhooks.lambda.api.gateway;

import org.jspecify.annotations.NullMarked;
