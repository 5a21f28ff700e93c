/** Step 2 of 4: an event meets the webhooks that subscribe to it; one first task each. */
@NullMarked
package io.continuum.webhooks.core.fanout;

import org.jspecify.annotations.NullMarked;
