/** API Gateway on one machine: HTTP requests become proxy events, answers become HTTP responses. */
@NullMarked
package io.continuum.webhooks.local.http;

import org.jspecify.annotations.NullMarked;
