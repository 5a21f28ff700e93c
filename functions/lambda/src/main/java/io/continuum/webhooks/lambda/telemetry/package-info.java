/** What operators see: one JSON line per thing that happened, and metrics. */
@NullMarked
package io.continuum.webhooks.lambda.telemetry;

import org.jspecify.annotations.NullMarked;
