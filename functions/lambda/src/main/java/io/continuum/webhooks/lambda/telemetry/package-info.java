/** One JSON line per thing that happened. */
@NullMarked
package io.continuum.webhooks.lambda.telemetry;

import org.jspecify.annotations.NullMarked;
