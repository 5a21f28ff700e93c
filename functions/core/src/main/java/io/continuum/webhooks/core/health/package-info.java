/** Whether the platform keeps up. */
@NullMarked
package io.continuum.webhooks.core.health;

import org.jspecify.annotations.NullMarked;
