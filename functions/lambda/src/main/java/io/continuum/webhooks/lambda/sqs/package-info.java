/** The queues: what lies in them is written and read by core; here it is sent, batched and delayed. */
@NullMarked
package io.continuum.webhooks.lambda.sqs;

import org.jspecify.annotations.NullMarked;
