/** What became of a webhook's deliveries: totals, the running hour, the last times. Values only. */
@NullMarked
package io.continuum.webhooks.core.stats;

import org.jspecify.annotations.NullMarked;
