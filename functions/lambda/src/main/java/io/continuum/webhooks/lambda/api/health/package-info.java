/** Whether the platform keeps up. */
@NullMarked
package io.continuum.webhooks.lambda.api.health;

import org.jspecify.annotations.NullMarked;
