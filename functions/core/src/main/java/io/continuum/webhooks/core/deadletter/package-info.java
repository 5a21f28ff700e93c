/** Step 4 of 4: what was given up, as a list of its own beside the copies in a queue. */
@NullMarked
package io.continuum.webhooks.core.deadletter;

import org.jspecify.annotations.NullMarked;
