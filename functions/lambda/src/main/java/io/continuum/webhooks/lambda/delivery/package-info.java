/** The delivery function: SQS event in, partial batch response out. */
@NullMarked
package io.continuum.webhooks.lambda.delivery;

import org.jspecify.annotations.NullMarked;
