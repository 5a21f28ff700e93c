/** Whether a webhook's receiver is trusted with requests: a value per state, pure transitions, no clock. */
@NullMarked
package io.continuum.webhooks.core.breaker;

import org.jspecify.annotations.NullMarked;
