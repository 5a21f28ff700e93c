/** The emitter function: SQS event in, partial batch response out. */
@NullMarked
package io.continuum.webhooks.lambda.emitter;

import org.jspecify.annotations.NullMarked;
