/** Step 1 of 4: what happened, under which names, and who asked to hear of it. */
@NullMarked
package io.continuum.webhooks.core.event;

import org.jspecify.annotations.NullMarked;
