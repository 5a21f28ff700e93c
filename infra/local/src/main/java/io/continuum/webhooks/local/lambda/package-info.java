/** What the Lambda service does around a handler: invocations, event-source mappings from queues, schedules. */
@NullMarked
package io.continuum.webhooks.local.lambda;

import org.jspecify.annotations.NullMarked;
