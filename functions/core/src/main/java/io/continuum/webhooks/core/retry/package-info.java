/** When the next attempt is made: schedules, a webhook's own policy, jitter and the delays that a queue can hold. */
@NullMarked
package io.continuum.webhooks.core.retry;

import org.jspecify.annotations.NullMarked;
